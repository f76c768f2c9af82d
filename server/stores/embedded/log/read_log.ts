import type { Subject } from '../../../domain/activity.js';
import type { LogHead, LogRow, PositionRange } from '../../../domain/log/space_log.js';
import { widthOf } from '../../../domain/log/tiles.js';
import { HASH_BYTES } from '../../../domain/log/merkle.js';
import type { Database } from '../database.js';
import { recordKeys } from '../keys.js';
import type { Operations } from '../operations.js';
import { recordNumberIn } from '../plan_write.js';
import { decodeCheckpoint, damagedLog, decodeRow } from './log_codec.js';
import { stateIn } from './log_growth.js';
import { logKeys, LOG_PREFIX, positionOfKey } from './log_keys.js';
import { spacesBelow } from './spaces_below.js';
import type { SpacePage } from './spaces_below.js';

/** Rows that are read in one turn. */
export const ROWS_PER_TURN = 250;

/** The log as it is now, with its checkpoint. */
export function headIn(db: Database, space: string): LogHead {
  const keys = logKeys(space);
  const checkpoint = decodeCheckpoint(db.get(keys.checkpoint));
  return { ...stateIn(db, keys), ...(checkpoint !== undefined && { checkpoint }) };
}

/** As the port's `rows`. */
export async function readRows(
  operations: Operations,
  space: string,
  { start, end }: PositionRange,
): Promise<readonly LogRow[]> {
  const size = await operations.read((db) => stateIn(db, logKeys(space)).size);
  const rows: LogRow[] = [];
  const last = Math.min(end, size);
  for (let from = Math.max(0, start); from < last; from += ROWS_PER_TURN) {
    const to = Math.min(last, from + ROWS_PER_TURN);
    rows.push(...(await operations.read((db) => rowsIn(db, space, { start: from, end: to }))));
  }
  return rows;
}

/** As the port's `tile`. */
export function tileIn(db: Database, space: string, level: number, index: number): Uint8Array {
  if (![level, index].every((value) => Number.isSafeInteger(value) && value >= 0)) return new Uint8Array();
  const keys = logKeys(space);
  const width = widthOf(stateIn(db, keys).size, level, index);
  if (width === 0) return new Uint8Array();
  const tile = Buffer.from(db.get(keys.tile(level, index)) ?? '', 'base64url');
  if (tile.byteLength < width * HASH_BYTES) throw damagedLog();
  return tile.subarray(0, width * HASH_BYTES);
}

/** As the port's `spaces`. */
export function logSpaces(db: Database, page: SpacePage): readonly string[] {
  return spacesBelow(db, LOG_PREFIX, page, (space) => db.doesExist(logKeys(space).head));
}

/** Tells which records rows name that are still there: one look at each, whatever its size. */
export class StandingRecords {
  readonly #db: Database;
  readonly #numbers = new Map<string, number | undefined>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** The row, without its entry when that is of a record which has been erased. */
  shown(row: LogRow): LogRow {
    const { position, hash, entry } = row;
    return entry === undefined || this.#numberOf(entry.subject) === entry.number ? row : { position, hash };
  }

  #numberOf(subject: Subject): number | undefined {
    const { head } = recordKeys(subject);
    const name = head.toString('latin1');
    if (!this.#numbers.has(name)) this.#numbers.set(name, recordNumberIn(this.#db, head));
    return this.#numbers.get(name);
  }
}

function rowsIn(db: Database, space: string, { start, end }: PositionRange): readonly LogRow[] {
  const keys = logKeys(space);
  const stored = [...db.getRange({ start: keys.row(start), end: keys.row(end) })];
  const standing = new StandingRecords(db);
  return Array.from({ length: end - start }, (_, i) => {
    const found = stored[i];
    const position = start + i;
    if (found === undefined || positionOfKey(found.key) !== position) throw damagedLog();
    return standing.shown(decodeRow(space, position, found.value));
  });
}
