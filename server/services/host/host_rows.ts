import type { Activity } from '../../domain/activity.js';
import type { PositionRange } from '../../domain/log/space_log.js';
import type { ActivityStore } from '../../domain/store.js';
import { RowEntries } from '../history/row_entries.js';
import { scanRows } from '../history/row_scan.js';
import type { RowScan, ScannedRows } from '../history/row_scan.js';
import { rowsByPosition } from '../history/rows_by_position.js';
import { SCAN_LIMITS, scanBudget } from '../history/scan_budget.js';

/** The entries at these positions, for the host itself, which may see all of them. */
export function readHostRows(
  store: ActivityStore,
  space: string,
  range: PositionRange,
  { limit, mostWeight }: Pick<RowScan, 'limit' | 'mostWeight'>,
): Promise<ScannedRows> {
  return scanRows(rowsByPosition(store.log, space, range, limit), {
    ...{ limit, mostWeight, budget: scanBudget(SCAN_LIMITS) },
    reader: new RowEntries({ store, sees: () => true }),
    ...{ mayMatch: () => true, matches: () => Promise.resolve(true) },
  });
}

/** As `record` answers it: seals are for whoever verifies a history. */
export function withoutSeal({ seal: _, ...activity }: Activity): Activity {
  return activity;
}
