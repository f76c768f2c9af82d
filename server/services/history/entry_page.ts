import type { Activity } from '../../domain/activity.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { ShownHead } from '../history_guard.js';
import type { EntryFilter } from './entry_filter.js';
import { patientMatcher } from './entry_filter.js';
import { entryPlan } from './entry_plan.js';
import { scanEntries } from './entry_scan.js';
import { entryTotal } from './entry_total.js';
import { seqBounds } from './seq_bounds.js';
import { WorkBudget } from './work_budget.js';

/** Which page of a record's entries is asked for (N3.1). */
export interface EntryPageInput {
  readonly filter: EntryFilter;
  /** By `seq`. */
  readonly order: 'asc' | 'desc';
  /** Only entries with a greater `seq`. */
  readonly after?: number | undefined;
  /** Only entries with a smaller `seq`. */
  readonly before?: number | undefined;
  /** 1 to 500. */
  readonly limit: number;
}

/** A page of a record's entries. */
export interface EntryPage<Head extends RecordHead = ShownHead> {
  readonly head: Head;
  /** In the order asked for. */
  readonly entries: readonly Activity[];
  /** How many entries match the filter, whatever `after` and `before` say, exactly; absent where that needs a scan. */
  readonly total?: number;
  /** `false`: the budget ended the page early (N5.3). */
  readonly complete: boolean;
  /** The `seq` behind which (`asc`) or before which (`desc`) the next page begins; absent at the end. */
  readonly next?: number;
}

/** Entries that are examined for a page at most (N5.3). */
const MAX_EXAMINED = 10_000;

/**
 * A page of the record's entries, each of which matches; of those that come later than the head none is on it. Costs
 * the page wherever it is, unless entries are asked for by `actors`, `actorKinds` or `q`, or by more than a hundred
 * facets: then it costs what has to be looked through, until the budget is spent.
 * @throws RECORD_NOT_FOUND when the record is erased meanwhile
 */
export async function entryPage<Head extends RecordHead>(
  store: ActivityStore,
  head: Head,
  input: EntryPageInput,
  budget = new WorkBudget({ entries: MAX_EXAMINED }),
): Promise<EntryPage<Head>> {
  const { filter, order, after = 0, before = head.seq + 1, limit } = input;
  const plan = entryPlan(head, filter);
  const bounds = await seqBounds(store, head, filter);
  const span = { above: Math.max(bounds.above, after), upTo: Math.min(bounds.upTo, before - 1) };
  const [total, older] = await Promise.all([
    entryTotal(store, head, plan, { filter, span: bounds }),
    order === 'asc' ? store.count(head, { facets: plan.facets, upTo: span.above }) : 0,
  ]);
  // What a large entry has counts as much as small ones of that size together.
  const matches = patientMatcher(filter, () => budget.spend(1));
  const scan = { store, head, plan, order, span, older, limit, matches, budget };
  const { entries, last, isSpent } = await scanEntries(scan);
  return {
    ...{ head, entries, complete: !isSpent },
    ...(total !== undefined && { total }),
    ...(last !== undefined && { next: last }),
  };
}
