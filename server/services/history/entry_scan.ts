import type { Activity } from '../../domain/activity.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { EntryPlan } from './entry_plan.js';
import type { SeqSpan } from './seq_bounds.js';
import type { SpanCount } from './span_count.js';
import type { WorkBudget } from './work_budget.js';

/** Entries of some facets that are looked for at once: finding more of them costs more than finding them again. */
const FACETS_AT_ONCE = 500;
/** Portions of which something is kept, so that a page of the largest entries has a bound: 8 MiB of small ones. */
const MAX_PORTIONS = 32;

/** What is looked through, and for what. */
export interface EntryScan {
  readonly store: ActivityStore;
  readonly head: RecordHead;
  readonly plan: EntryPlan;
  readonly order: 'asc' | 'desc';
  readonly span: SeqSpan;
  /** Of the entries of the plan's facets in the span. */
  readonly count: SpanCount;
  readonly limit: number;
  readonly matches: (entry: Activity) => Promise<boolean>;
  readonly budget: WorkBudget;
}

/** What was found, in the order of the scan, and how far it went. */
export interface ScannedEntries {
  readonly entries: readonly Activity[];
  /** `seq` of the last entry that was examined, where more are left. */
  readonly last?: number | undefined;
  /** Whether it ended for want of budget. */
  readonly isSpent: boolean;
}

/** Goes through a span until there are enough entries, none are left, or the budget is spent; at least one entry. */
export async function scanEntries(scan: EntryScan): Promise<ScannedEntries> {
  const { count, limit, matches, budget } = scan;
  const entries: Activity[] = [];
  let [examined, portions] = [0, 0];
  for await (const portion of portionsOf(scan)) {
    const before = entries.length;
    for (const entry of portion) {
      examined += 1;
      await budget.spend(1);
      if (await matches(entry)) entries.push(entry);
      if (examined === count.within) return { entries, isSpent: false };
      if (entries.length === limit) return { entries, last: entry.seq, isSpent: false };
      if (budget.isSpent) return { entries, last: entry.seq, isSpent: true };
    }
    if (entries.length > before) portions += 1;
    if (portions === MAX_PORTIONS) return { entries, last: portion.at(-1)?.seq, isSpent: true };
  }
  return { entries, isSpent: false };
}

/** Which entries are gone through. */
export type EntrySpan = Pick<EntryScan, 'store' | 'head' | 'plan' | 'order' | 'span' | 'count' | 'limit'>;

/** The entries of the plan's facets in the span, no more at once than may be needed. */
export async function* portionsOf(scan: EntrySpan): AsyncGenerator<readonly Activity[]> {
  const { store, head, plan, order, span, count, limit } = scan;
  const most = plan.isExact ? limit : plan.facets === undefined ? Infinity : FACETS_AT_ONCE;
  const window = { order, facets: plan.facets, upTo: span.upTo };
  for (let done = 0; done < count.within;) {
    const skip = order === 'asc' ? count.older + done : done;
    const before = done;
    const part = { ...window, skip, limit: Math.min(most, count.within - done) };
    for await (const portion of store.entries(head, part)) {
      done += portion.length;
      yield portion;
    }
    if (done === before) throw new Error('The history is shorter than its head says.');
  }
}
