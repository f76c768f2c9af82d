import { readConfig } from '../../server/config.js';
import type { Fault } from '../../server/config.js';
import { isActivityError } from '../../server/domain/errors.js';

/** The faults with which the reading of a configuration fails; none when it succeeds. */
export function faultsOf(read: () => unknown): readonly Fault[] {
  try {
    read();
  } catch (error) {
    if (!isActivityError(error, 'CONFIGURATION_INVALID')) throw error;
    return error.details['faults'] as readonly Fault[];
  }
  return [];
}

/** Where the plugin's part of a configuration has faults. */
export function faultyPaths(input: unknown): readonly string[] {
  const options = { baseDir: '/nowhere', env: {} };
  return faultsOf(() => readConfig(input, options)).map(({ path }) => path);
}
