import type { TimeWindow } from '../../domain/log/space_log.js';
import { answersOf } from './answers_of.js';
import type { TimedLog } from './row_list.js';
import { RowList } from './row_list.js';
import type { NamedRow } from './row_place.js';
import { comparePlaces } from './row_place.js';

/** Rows that all lists together have read ahead at most, apart from the least that each may. */
const READ_AHEAD = 1_000;
const LEAST_PORTION = 20;
const READS_AT_ONCE = 10;

/** Rows by time of several owners or several actors; `limit` is how many are read first. */
export type TimeQuestion = Omit<TimeWindow, 'of'> & { readonly of: readonly TimeWindow['of'][] };

/**
 * Rows of a space in the order of time, each once, all of the lists merged: in batches of at least one row. The next
 * one is read when it is asked for. What is read ahead does not grow with the history.
 */
export async function* rowsByTime(
  log: TimedLog,
  space: string,
  { of, ...window }: TimeQuestion,
): AsyncGenerator<readonly NamedRow[]> {
  const most = Math.max(LEAST_PORTION, Math.floor(READ_AHEAD / of.length));
  const sizes = { first: window.limit, most };
  const lists = of.map((one) => new RowList(log, space, { ...window, of: one }, sizes));
  let last: NamedRow | undefined;
  while (lists.some((list) => list.isDry || list.next !== undefined)) {
    await answersOf(lists, READS_AT_ONCE, (list) => list.fill());
    const batch = mergedUntilDry(lists, window.order, last);
    if (batch.length > 0) yield batch;
    last = batch.at(-1) ?? last;
  }
}

/** The next rows behind `last`, as far as the lists have been read. */
function mergedUntilDry(
  lists: readonly RowList[],
  order: TimeWindow['order'],
  last: NamedRow | undefined,
): readonly NamedRow[] {
  const batch: NamedRow[] = [];
  let before = last;
  while (!lists.some((list) => list.isDry)) {
    const [list, row] = firstOf(lists, order) ?? [];
    if (list === undefined || row === undefined) break;
    list.take();
    // A row whose actor was erased meanwhile may stand in two lists.
    if (before !== undefined && comparePlaces(before.entry, row.entry, order) >= 0) continue;
    batch.push(row);
    before = row;
  }
  return batch;
}

function firstOf(
  lists: readonly RowList[],
  order: TimeWindow['order'],
): readonly [RowList, NamedRow] | undefined {
  let first: readonly [RowList, NamedRow] | undefined;
  for (const list of lists) {
    const { next } = list;
    if (next === undefined) continue;
    if (first === undefined || comparePlaces(next.entry, first[1].entry, order) < 0) first = [list, next];
  }
  return first;
}
