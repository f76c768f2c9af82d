import { randomInt } from 'node:crypto';
import type { Subject } from '../../../domain/activity.js';
import type { RecordHead } from '../../../domain/record.js';
import type { Database } from '../database.js';
import type { KeyRange } from '../keys.js';
import type { Put, VersionedKey } from '../storage.js';
import { spacesBelow } from './spaces_below.js';

/** A record that may have entries without a position. */
export interface DueRecord extends VersionedKey {
  readonly subject: Subject;
}

/** Spaces in which something is due are looked for so many at a time. */
const MOST_SPACES = 1_000;
const PREFIX = '\0q';

/** Marks a record as due. Each mark has a version of its own: who has done what it says removes no later one. */
export function duePut({ space, kind, id }: Subject): Put {
  return {
    key: Buffer.from(`${PREFIX}${space}\0${kind}\0${id}`),
    value: '1',
    version: randomInt(1, 2 ** 47),
  };
}

/** Whether all entries of a record are sealed: others get no position. */
export function isSealed({ chain, seq }: Pick<RecordHead, 'chain' | 'seq'>): boolean {
  return seq > 0 && chain?.seq === seq;
}

/** At most `limit` of the space's marks from this key on up to and including the last. */
export function dueRecords(db: Database, range: DueRange, limit: number): readonly DueRecord[] {
  const end = Buffer.concat([range.last, Buffer.alloc(1)]);
  return [...db.getRange({ start: range.start, end, limit, versions: true })].map(({ key, version }) => {
    // The key is lmdb's own buffer.
    const own = Buffer.from(key);
    return { key: own, version: version ?? 0, subject: subjectOfDue(own) };
  });
}

/** Marks from the first to the last, both included. */
export interface DueRange {
  readonly start: Buffer;
  readonly last: Buffer;
}

/** The marks that there are in the space now; `undefined` without any. */
export function dueNow(db: Database, space: string): DueRange | undefined {
  const { start, end } = spaceRange(space);
  const [first] = db.getKeys({ start, end, limit: 1 });
  const [last] = db.getKeys({ start: end, end: start, limit: 1, reverse: true });
  return first === undefined || last === undefined
    ? undefined
    : { start: Buffer.from(first), last: Buffer.from(last) };
}

/** Spaces with marks, at most a thousand. One seek for each. */
export function dueSpaces(db: Database): readonly string[] {
  return spacesBelow(db, PREFIX, { limit: MOST_SPACES });
}

function spaceRange(space: string): KeyRange {
  return { start: Buffer.from(`${PREFIX}${space}\0`), end: Buffer.from(`${PREFIX}${space}\x01`) };
}

function subjectOfDue(key: Buffer): Subject {
  const [space = '', kind = '', id = ''] = key.toString('utf8', PREFIX.length).split('\0');
  return { space, kind, id };
}
