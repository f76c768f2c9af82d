import { WorkBudget } from '../work_budget.js';

/** What one request for figures may look at (N5.3, N9). */
export interface StatisticsLimits {
  /** Entries of one record. */
  readonly entries: number;
  /** Rows of a space. */
  readonly rows: number;
  /** Records of a space whose times are looked up. */
  readonly records: number;
  /** In milliseconds; only differences count. Default: that of `WorkBudget`. */
  readonly now?: (() => number) | undefined;
}

/** The limits of the contract. */
export const STATISTICS_LIMITS: StatisticsLimits = { entries: 10_000, rows: 200_000, records: 2_000 };

/** What may be done to the entries of one record. Its time runs from now. */
export function entryBudget({ entries, now }: StatisticsLimits): WorkBudget {
  return new WorkBudget({ entries, now });
}
