import type { Activity } from '../../domain/activity.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { EntryPlan } from './entry_plan.js';
import type { SeqSpan } from './seq_bounds.js';
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
  /** How many entries of the plan's facets are older than the span; asked for in the order `asc` alone. */
  readonly older: number;
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
  const { limit, matches, budget } = scan;
  const entries: Activity[] = [];
  let end: Omit<ScannedEntries, 'entries'> | undefined;
  let portions = 0;
  for await (const portion of portionsOf(scan)) {
    const before = entries.length;
    for (const entry of portion) {
      // Behind the end there is another one.
      if (end !== undefined) return { entries, ...end };
      await budget.spend(1);
      if (await matches(entry)) entries.push(entry);
      if (entries.length === limit || budget.isSpent) {
        end = { last: entry.seq, isSpent: entries.length < limit };
      }
    }
    if (entries.length > before) portions += 1;
    if (portions === MAX_PORTIONS) end ??= { last: portion.at(-1)?.seq, isSpent: true };
  }
  return { entries, isSpent: false };
}

/** Which entries are gone through. */
export type EntrySpan = Pick<EntryScan, 'store' | 'head' | 'plan' | 'order' | 'span' | 'older' | 'limit'>;

/** The entries of the span, no more at once than may be needed, and the one behind them. */
export async function* portionsOf(scan: EntrySpan): AsyncGenerator<readonly Activity[]> {
  const { store, head, plan, order, span, older, limit } = scan;
  const most = plan.isExact ? limit + 1 : plan.facets === undefined ? Infinity : FACETS_AT_ONCE;
  const length = span.upTo - span.above;
  const size = Math.min(most, length);
  const window = { order, facets: plan.facets, upTo: span.upTo, limit: size };
  for (let [done, found] = [0, size]; found === size && done < length; done += found) {
    found = 0;
    for await (const portion of store.entries(head, { ...window, skip: older + done })) {
      const within = portion.filter(({ seq }) => seq > span.above);
      yield within;
      if (within.length < portion.length) return;
      found += portion.length;
    }
  }
}
