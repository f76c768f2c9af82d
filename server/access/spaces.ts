import { DEFAULT_SPACE } from '../../common/constants.js';
import type { Space, Spaces } from './access.js';

/**
 * The spaces of the configuration together with the host's own; where both have one, the host's counts. `default`
 * always exists (K13.1).
 */
export function configuredSpaces(spaces: readonly Space[], host?: Spaces): Spaces {
  const known = new Map(spaces.map((space) => [space.id, space]));
  return {
    get: async (id) => {
      const space = (await host?.get(id)) ?? known.get(id);
      return space ?? (id === DEFAULT_SPACE ? { id, name: 'Default', disabledFeatures: [] } : undefined);
    },
  };
}
