import type { LogRow, TimeWindow } from '../../../domain/log/space_log.js';
import type { Database } from '../database.js';
import type { KeyRange } from '../keys.js';
import type { Operations } from '../operations.js';
import { damagedLog, decodeRow } from './log_codec.js';
import { stateIn } from './log_growth.js';
import type { LogKeys, TimeKeys } from './log_keys.js';
import { logKeys } from './log_keys.js';
import { ROWS_PER_TURN, StandingRecords } from './read_log.js';

/** As the port's `byTime`: goes along the list of the owner or actor, a portion a turn. */
export async function readByTime(
  operations: Operations,
  space: string,
  window: TimeWindow,
): Promise<readonly LogRow[]> {
  const keys = logKeys(space);
  const times = keys.times(window.of);
  if (times === undefined) return [];
  const size = await operations.read((db) => stateIn(db, keys).size);
  const walk = { keys, space, window, size };
  const rows: LogRow[] = [];
  let looked = false;
  let range: KeyRange | undefined = rangeOf(times, window);
  while (range !== undefined && rows.length < window.limit) {
    const here: KeyRange = range;
    // More where some were left out: those of erased records may be many.
    const limit = looked ? ROWS_PER_TURN : Math.min(ROWS_PER_TURN, window.limit);
    looked = true;
    const portion = await operations.read((db) => portionIn(db, walk, { ...here, limit }));
    rows.push(...portion.rows);
    range = portion.next;
  }
  return rows.slice(0, window.limit);
}

/** What a walk is about. */
interface Walk {
  readonly keys: LogKeys;
  readonly space: string;
  readonly window: TimeWindow;
  /** Rows from this position on came later than the question. */
  readonly size: number;
}

/** Of a range the rows that count, and what of it is still to be looked at. */
function portionIn(
  db: Database,
  { keys, space, window, size }: Walk,
  { start, end, limit }: KeyRange & { readonly limit: number },
): { readonly rows: readonly LogRow[]; readonly next: KeyRange | undefined } {
  const reverse = window.order === 'desc';
  const options = reverse ? { start: end, end: start, reverse } : { start, end };
  const found = [...db.getRange({ ...options, limit })];
  const standing = new StandingRecords(db);
  const rows = found
    .map(({ value }) => Number(value))
    .filter((position) => position < size)
    .map((position) => {
      const text = db.get(keys.row(position));
      if (text === undefined) throw damagedLog();
      return standing.shown(decodeRow(space, position, text));
    })
    .filter(
      ({ entry }) => entry !== undefined && (!('owner' in window.of) || entry.owner === window.of.owner),
    );
  const last = found.at(-1);
  if (last === undefined || found.length < limit) return { rows, next: undefined };
  const key = Buffer.from(last.key);
  return { rows, next: reverse ? { start, end: before(key) } : { start: after(key), end } };
}

/** The keys of the window, whatever its order. */
function rangeOf(times: TimeKeys, { order, from, to, after: row }: TimeWindow): KeyRange {
  const bounds = {
    start: from === undefined ? times.start : times.beginning(from.getTime()),
    end: to === undefined ? times.end : times.beginning(to.getTime() + 1),
  };
  if (row === undefined) return bounds;
  const key = times.key(row);
  return order === 'asc'
    ? { ...bounds, start: latest(bounds.start, after(key)) }
    : { ...bounds, end: earliest(bounds.end, before(key)) };
}

/** The first key behind this one. */
function after(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.alloc(1)]);
}

/** A key below this one and above all others of its length: lmdb begins with it when it goes backwards. */
function before(key: Buffer): Buffer {
  const bytes = Buffer.from(key);
  for (let i = bytes.length - 1; ; i -= 1) {
    bytes[i] = ((bytes[i] ?? 0) + 255) % 256;
    if (bytes[i] !== 255) return bytes;
  }
}

function latest(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) < 0 ? b : a;
}

function earliest(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) < 0 ? a : b;
}
