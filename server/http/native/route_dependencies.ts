import type { Histories } from '../../services/history/histories.js';
import type { SpaceHistories } from '../../services/history/space_histories.js';

/** What the routes work with. */
export interface NativeRoutesDependencies {
  readonly histories: Histories;
  readonly spaces: SpaceHistories;
  readonly clock: () => Date;
}
