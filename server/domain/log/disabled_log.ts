import { ActivityError } from '../errors.js';
import type { SpaceLog } from './space_log.js';

/** The log of a store that was opened without one. */
export function disabledLog(): SpaceLog {
  const refuse = (): Promise<never> =>
    Promise.reject(new ActivityError('LOG_DISABLED', 'This server keeps no log across records.'));
  return {
    ...{ catchUp: refuse, head: refuse, rows: refuse, byTime: refuse, positions: refuse, tile: refuse },
    ...{ publish: refuse, spaces: refuse, mark: () => Promise.resolve(), extend: refuse },
  };
}
