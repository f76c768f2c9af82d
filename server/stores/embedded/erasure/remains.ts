import { randomInt } from 'node:crypto';
import type { Subject } from '../../../domain/activity.js';
import { indexKeys } from '../attachments/attachment_index.js';
import type { Database } from '../database.js';
import type { KeyRange } from '../keys.js';
import { recordKeys } from '../keys.js';
import { clearedRows } from '../log/cleared_rows.js';
import { spacesBelow } from '../log/spaces_below.js';
import type { Batch, Put, VersionedKey } from '../storage.js';

/**
 * An erased record that has left something: rows of the log that name its entries, and the entries themselves
 * where there were many. Without its head nobody sees any of that. Nothing is recorded under the name before the
 * mark is gone.
 */
export interface Remains extends VersionedKey {
  readonly subject: Subject;
}

/** Keys that are removed with one batch, here and by the commit that erases. */
const MOST_KEYS = 2_000;
const MOST_ROWS = 250;
const MOST_RECORDS = 50;
const MOST_SPACES = 1_000;
const PREFIX = '\0e';

/** The mark's key. */
export function remainsKey({ space, kind, id }: Subject): Buffer {
  return Buffer.from(`${PREFIX}${space}\0${kind}\0${id}`);
}

/** What an erasing commit puts. */
export function remainsPut(subject: Subject): Put {
  return { key: remainsKey(subject), value: '1', version: randomInt(1, 2 ** 47) };
}

/** What an erasing commit removes at once: all but the places of its rows, or the least if that is too much. */
export function keysErasedAtOnce(db: Database, subject: Subject): readonly Buffer[] {
  const keys = recordKeys(subject);
  const least = [keys.head, keys.logged, keys.adoption, keys.listing];
  const { removes, done } = removedKeys(db, subject, MOST_KEYS);
  return done ? [...least, ...removes] : least;
}

/** The mark of one record. */
export function remainsOf(db: Database, subject: Subject): Remains | undefined {
  const key = remainsKey(subject);
  const version = db.getEntry(key)?.version;
  return version === undefined ? undefined : { key, version, subject };
}

/** Some of the space's marks. */
export function someRemains(db: Database, space: string): readonly Remains[] {
  const range = { start: Buffer.from(`${PREFIX}${space}\0`), end: Buffer.from(`${PREFIX}${space}\x01`) };
  return [...db.getRange({ ...range, limit: MOST_RECORDS, versions: true })].map(({ key, version }) => {
    const own = Buffer.from(key);
    const [, kind = '', id = ''] = own.toString('utf8', PREFIX.length).split('\0');
    return { key: own, version: version ?? 0, subject: { space, kind, id } };
  });
}

/** Spaces with marks, at most a thousand. */
export function spacesWithRemains(db: Database): readonly string[] {
  return spacesBelow(db, PREFIX, { limit: MOST_SPACES });
}

/** A part of the work: the first records of the list, as far as a batch goes. @param remains not empty */
export function clearingBatch(db: Database, remains: readonly Remains[]): Batch {
  const guards: VersionedKey[] = [];
  const [puts, removes]: [Put[], Buffer[]] = [[], []];
  let room = { rows: MOST_ROWS, keys: MOST_KEYS };
  for (const { key, version, subject } of remains) {
    if (room.rows <= 0 || room.keys <= 0) break;
    const rows = clearedRows(db, subject, room.rows);
    const rest = rows.done ? removedKeys(db, subject, room.keys) : NOTHING_YET;
    guards.push({ key, version });
    puts.push(...rows.puts);
    removes.push(...rows.removes, ...rest.removes);
    if (rest.done) removes.push(key);
    room = { rows: room.rows - rows.puts.length, keys: room.keys - rest.removes.length };
  }
  return { guards, puts, removes };
}

/** Some of a record's keys, and the places of its attachments in the index. */
interface RemovedKeys {
  readonly removes: readonly Buffer[];
  /** Whether that is all. */
  readonly done: boolean;
}

const NOTHING_YET: RemovedKeys = { removes: [], done: false };

/** All but the places of its rows; about `most`, more only where a single attachment has that many places. */
function removedKeys(db: Database, subject: Subject, most: number): RemovedKeys {
  const { everything, runs, allIndexed } = recordKeys(subject);
  const removes: Buffer[] = [];
  const keys = [...db.getKeys({ ...everything, limit: most + 1 })];
  for (const key of keys) {
    if (removes.length >= most) return { removes, done: false };
    if (isIn(runs, key)) continue;
    removes.push(key, ...(isIn(allIndexed, key) ? indexKeys(subject, key, db.get(key)) : []));
  }
  return { removes, done: keys.length <= most };
}

function isIn({ start, end }: KeyRange, key: Buffer): boolean {
  return Buffer.compare(start, key) <= 0 && Buffer.compare(key, end) < 0;
}
