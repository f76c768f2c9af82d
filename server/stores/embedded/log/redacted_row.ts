import { rowOf } from '../../../domain/log/log_row.js';
import type { SealedActivity } from '../../../domain/store.js';
import type { Database } from '../database.js';
import type { RecordKeys } from '../keys.js';
import type { Put } from '../storage.js';
import { damagedLog, decodeRow, encodeRow } from './log_codec.js';
import { logKeys, timeKeysOf } from './log_keys.js';
import { positionOf } from './read_positions.js';

/** What a redaction does to the log. */
export interface RowChange {
  readonly puts: readonly Put[];
  readonly removes: readonly Buffer[];
}

/** The row of an entry with another actor in it; nothing when it has none. */
export function redactedRow(
  db: Database,
  keys: RecordKeys,
  activity: SealedActivity,
  number: number,
): RowChange {
  const position = positionOf(db, keys, activity.seq);
  if (position === undefined) return { puts: [], removes: [] };
  const { space } = activity.subject;
  const log = logKeys(space);
  const key = log.row(position);
  const stored = db.get(key);
  if (stored === undefined) throw damagedLog();
  const { entry } = decodeRow(space, position, stored);
  const row = rowOf(activity, number, position);
  const [before, after] = [entry, row.entry].map((one) => (one === undefined ? [] : timeKeysOf(log, one)));
  return {
    puts: [
      { key, value: encodeRow(row), version: 0 },
      ...(after ?? []).map((one) => ({ key: one, value: String(position), version: 0 })),
    ],
    removes: (before ?? []).filter((one) => after?.every((other) => !other.equals(one)) === true),
  };
}
