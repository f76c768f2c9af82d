import { DEFAULT_SPACE } from '../../common/constants.js';
import type { ManagedSpaces, Space, Spaces } from './access.js';

/**
 * The spaces of the configuration together with the host's own; where both have one, the host's counts. `default`
 * always exists (K13.1).
 */
export function configuredSpaces(spaces: readonly Space[], host?: Spaces): ManagedSpaces {
  const known = new Map(spaces.map((space) => [space.id, space]));
  return {
    ids: new Set([DEFAULT_SPACE, ...known.keys()]),
    get: async (id) => {
      const space = (await host?.get(id)) ?? known.get(id);
      return space ?? (id === DEFAULT_SPACE ? { id, name: 'Default', disabledFeatures: [] } : undefined);
    },
  };
}

/** The same together with those that were created; where both have one, the managed one counts (P1). */
export function everySpace(managed: Spaces, created: Spaces): Spaces {
  return { get: async (id) => (await managed.get(id)) ?? created.get(id) };
}
