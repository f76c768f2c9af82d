import { placeNumber } from '../../domain/log/log_row.js';
import type { LoggedEntry, LogRow, RowPlace, TimeWindow } from '../../domain/log/space_log.js';

/** A row that says of which entry it is. */
export type NamedRow = LogRow & { readonly entry: LoggedEntry };

/** Whether the row says so: those of erased records do not. */
export function isNamed(row: LogRow): row is NamedRow {
  return row.entry !== undefined;
}

/** Where the row of an entry stands in the order of time, and nothing else of it. */
export function placeOf({ at, number, seq }: LoggedEntry): RowPlace {
  return { at, number, seq };
}

/** Below 0 when `a` comes before `b` in the order `(at, number, seq)` or its reverse; 0: they are the same row. */
export function comparePlaces(a: RowPlace, b: RowPlace, order: TimeWindow['order']): number {
  const ascending = a.at.getTime() - b.at.getTime() || placeNumber(a) - placeNumber(b);
  return order === 'asc' ? ascending : -ascending;
}
