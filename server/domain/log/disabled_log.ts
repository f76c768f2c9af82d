import { ActivityError } from '../errors.js';
import type { SpaceLog } from './space_log.js';
import type { AdvanceSource, SpaceWatch } from './space_watch.js';
import { polling } from './space_watch.js';

const POLL_MS = 500;

/** The log of a store that was opened without one. */
export function disabledLog(watch: Pick<SpaceWatch, 'watch'>): SpaceLog {
  const refuse = (): Promise<never> =>
    Promise.reject(new ActivityError('LOG_DISABLED', 'This server keeps no log across records.'));
  return {
    ...{ catchUp: refuse, head: refuse, rows: refuse, byTime: refuse, positions: refuse, tile: refuse },
    ...{ publish: refuse, spaces: refuse, mark: () => Promise.resolve(), extend: refuse },
    watch: (space, look) => watch.watch(space, look),
  };
}

/** Where no log tells of an advance: whoever watches has to look now and then. */
export function blindSource(): AdvanceSource {
  return polling(POLL_MS, (spaces) => Promise.resolve(spaces));
}
