import type { Exports } from '../../services/export/exports.js';
import type { Histories } from '../../services/history/histories.js';
import type { SpaceHistories } from '../../services/history/space_histories.js';
import type { Statistics } from '../../services/history/statistics/statistics.js';

/** What the routes work with. */
export interface NativeRoutesDependencies {
  readonly histories: Histories;
  readonly spaces: SpaceHistories;
  readonly statistics: Statistics;
  readonly exports: Exports;
  readonly clock: () => Date;
}
