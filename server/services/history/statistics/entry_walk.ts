import type { Activity } from '../../../domain/activity.js';
import type { RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import { matching } from '../../../domain/window.js';
import type { WorkBudget } from '../work_budget.js';

/** Which entries of a history are gone through. */
export interface EntryWalk {
  readonly head: RecordHead;
  /** Default: all. */
  readonly facets?: readonly string[] | undefined;
  readonly budget: WorkBudget;
}

/**
 * Gives the entries to `each`, oldest first, while the budget lasts.
 * @returns whether these were all
 * @throws RECORD_NOT_FOUND when the record is erased
 */
export async function walkEntries(
  store: Pick<ActivityStore, 'entries'>,
  { head, facets, budget }: EntryWalk,
  each: (entry: Activity) => void,
): Promise<boolean> {
  const all = matching(head, facets);
  const window = { order: 'asc', skip: 0, limit: Math.min(all, budget.left), facets } as const;
  let seen = 0;
  if (window.limit === 0) return all === 0;
  for await (const portion of store.entries(head, window)) {
    for (const entry of portion) {
      each(entry);
      seen += 1;
      await budget.spend(1);
      if (budget.isSpent) return seen === all;
    }
  }
  return seen === all;
}
