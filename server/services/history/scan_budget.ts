import { WorkBudget } from './work_budget.js';

/** What one request may do to rows and entries of a space (N5.3). */
export interface ScanLimits {
  /** Rows of the log that are examined. */
  readonly rows: number;
  /** Entries that are read. */
  readonly entries: number;
  /** In milliseconds; only differences count. Default: that of `WorkBudget`. */
  readonly now?: (() => number) | undefined;
}

/** The budget of N5.3. */
export const SCAN_LIMITS: ScanLimits = { rows: 20_000, entries: 5_000 };

/** What is left of it while a request goes on. */
export interface ScanBudget {
  readonly rows: WorkBudget;
  readonly entries: WorkBudget;
}

/** All of it. Its time runs from now. */
export function scanBudget({ rows, entries, now }: ScanLimits): ScanBudget {
  return { rows: new WorkBudget({ entries: rows, now }), entries: new WorkBudget({ entries, now }) };
}
