import { createHash } from 'node:crypto';
import { placeNumber } from '../../../domain/log/log_row.js';
import type { LoggedEntry, RowPlace, TimeWindow } from '../../../domain/log/space_log.js';
import type { KeyRange } from '../keys.js';

/** The keys of a space's log, all below `NUL L space NUL`. At most 543 bytes. */
export interface LogKeys {
  /** Its size is the version of this key: the guard of whoever appends. */
  readonly head: Buffer;
  readonly checkpoint: Buffer;
  /** Gets another version whenever entries are erased or redacted: what was read of them before counts no more. */
  readonly changed: Buffer;
  row(position: number): Buffer;
  tile(level: number, index: number): Buffer;
  /** The rows of one owner or actor by time; `undefined` when it is nobody's key. */
  times(of: TimeWindow['of']): TimeKeys | undefined;
}

/** The keys of the rows of one owner or actor, in the order of `(at, number, seq)`. */
export interface TimeKeys extends KeyRange {
  key(place: RowPlace): Buffer;
  /** Before all rows of that time, in epoch milliseconds; no row has this key. */
  beginning(time: number): Buffer;
}

/** What the keys of all logs begin with. */
export const LOG_PREFIX = '\0L';
const ACTOR_KEY_BYTES = 8;
/** Added to times, which may be before 1970. */
const TIME_BIAS = 2n ** 60n;

/** The keys of a space that can be stored. */
export function logKeys(space: string): LogKeys {
  const name = `${LOG_PREFIX}${space}\0`;
  const [row, tile] = [Buffer.from(`${name}p`), Buffer.from(`${name}m`)];
  const [byOwner, byActor] = [Buffer.from(`${name}t`), Buffer.from(`${name}a`)];
  return {
    head: Buffer.from(`${name}h`),
    checkpoint: Buffer.from(`${name}c`),
    changed: Buffer.from(`${name}e`),
    row: (position) => Buffer.concat([row, bytesOf(position, 6)]),
    tile: (level, index) => Buffer.concat([tile, bytesOf(level, 1), bytesOf(index, 5)]),
    times: (of) => {
      if ('owner' in of) return timeKeys(Buffer.concat([byOwner, ownerBytes(of.owner)]));
      const actor = Buffer.from(of.actorKey, 'base64url');
      if (actor.byteLength !== ACTOR_KEY_BYTES) return undefined;
      return timeKeys(Buffer.concat([byActor, actor]));
    },
  };
}

/** The keys by which a row is found by time: that of its owner and, where it has one, of its actor. */
export function timeKeysOf(keys: LogKeys, entry: LoggedEntry): readonly Buffer[] {
  const { owner, actorKey } = entry;
  const lists = [keys.times({ owner }), actorKey === undefined ? undefined : keys.times({ actorKey })];
  return lists.flatMap((list) => (list === undefined ? [] : [list.key(entry)]));
}

/** The position at the end of a row's key. */
export function positionOfKey(key: Uint8Array): number {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).readUIntBE(key.byteLength - 6, 6);
}

function timeKeys(prefix: Buffer): TimeKeys {
  const beginning = (time: number): Buffer => Buffer.concat([prefix, timeBytes(time), Buffer.alloc(7)]);
  return {
    start: prefix,
    end: Buffer.concat([prefix, Buffer.alloc(15, 0xff)]),
    key: ({ at, ...place }) =>
      Buffer.concat([prefix, timeBytes(at.getTime()), numberBytes(placeNumber(place))]),
    beginning,
  };
}

function timeBytes(time: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(time) + TIME_BIAS);
  return bytes;
}

function numberBytes(value: number): Buffer {
  return Buffer.concat([bytesOf(Math.floor(value / 2 ** 24), 4), bytesOf(value % 2 ** 24, 3)]);
}

function bytesOf(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}

/** Owners are of any length. Two may share a digest: whoever reads by it looks at the owner too. */
function ownerBytes(owner: string): Buffer {
  return createHash('sha256').update(Buffer.from(owner, 'utf16le')).digest().subarray(0, 8);
}
