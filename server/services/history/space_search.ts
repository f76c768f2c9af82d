import type { Activity } from '../../domain/activity.js';
import type { LogRow } from '../../domain/log/space_log.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { patientMatcher } from './entry_filter.js';
import { RowEntries } from './row_entries.js';
import { scanRows } from './row_scan.js';
import type { ScannedRows } from './row_scan.js';
import type { ScanLimits } from './scan_budget.js';
import { scanBudget } from './scan_budget.js';
import { rowMatcher } from './space_filter.js';
import type { SpaceFilter } from './space_filter.js';

/** Rows in their order, and what is looked for among them. */
export interface SpaceSearch {
  readonly batches: AsyncIterable<readonly LogRow[]>;
  readonly filter: SpaceFilter;
  readonly owners: ReadonlySet<string>;
  /** Entries after which it ends. */
  readonly limit: number;
  /** Characters of JSON of entries with which it ends; default: 8 Mi. */
  readonly mostWeight?: number | undefined;
}

/** Where it is looked, by whom, and how far at most. */
export interface SpaceSearcher {
  readonly store: Pick<ActivityStore, 'heads' | 'entries'>;
  /** Whether entries of the record may be shown. */
  readonly sees: (head: RecordHead) => boolean;
  readonly limits: ScanLimits;
}

/** What was found among rows, and who can tell what else may be seen. */
export type SearchedSpace = ScannedRows & { readonly reader: RowEntries };

/** Looks through rows for the entries that match and may be seen. */
export async function searchSpace(
  { store, sees, limits }: SpaceSearcher,
  { batches, filter, owners, limit, mostWeight }: SpaceSearch,
): Promise<SearchedSpace> {
  const budget = scanBudget(limits);
  const reader = new RowEntries({ store, sees });
  const matchesFilter = patientMatcher(filter, () => budget.entries.spend(1));
  const matches = async (entry: Activity): Promise<boolean> =>
    owners.has(entry.owner) && (await matchesFilter(entry));
  const mayMatch = rowMatcher(filter, owners);
  const scanned = await scanRows(batches, { limit, mostWeight, mayMatch, matches, reader, budget });
  return { ...scanned, reader };
}
