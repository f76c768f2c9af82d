import type { Subject } from '../../../domain/activity.js';
import type { Database } from '../database.js';
import { recordKeys } from '../keys.js';
import type { Put } from '../storage.js';
import { damagedLog, decodeRow, decodeRuns, encodeRow } from './log_codec.js';
import { logKeys, timeKeysOf } from './log_keys.js';

/** What takes the entries of an erased record out of the log. */
export interface ClearedRows {
  readonly puts: readonly Put[];
  /** Keys by time, and the runs of which all rows are cleared. */
  readonly removes: readonly Buffer[];
  /** Whether none of its entries are left. */
  readonly done: boolean;
}

/** The first runs of the record: at least one if there are any, then no more than have room for `most` rows. */
export function clearedRows(db: Database, subject: Subject, most: number): ClearedRows {
  const keys = logKeys(subject.space);
  const [puts, removes]: [Put[], Buffer[]] = [[], []];
  // A run is no longer than what is appended at once.
  for (const { key, value } of [...db.getRange({ ...recordKeys(subject).runs, limit: most })]) {
    if (puts.length >= most) return { puts, removes, done: false };
    for (const { position, count } of decodeRuns(value)) {
      for (let i = position; i < position + count; i += 1) {
        const row = keys.row(i);
        const text = db.get(row);
        if (text === undefined) throw damagedLog();
        const { hash, entry } = decodeRow(subject.space, i, text);
        puts.push({ key: row, value: encodeRow({ position: i, hash }), version: 0 });
        if (entry !== undefined) removes.push(...timeKeysOf(keys, entry));
      }
    }
    removes.push(Buffer.from(key));
  }
  return { puts, removes, done: puts.length < most };
}
