import type { Access } from '../access/access.js';
import type { Origin } from '../access/caller.js';
import { realmOf } from '../access/caller.js';

/** Whoever asks what belongs to nobody: no name, no rights. @param space as the address names it, looked up nowhere */
export function nobodyIn(space: string, origin: Origin): Access {
  return {
    principal: { kind: 'anonymous', roles: [] },
    realm: realmOf('anonymous'),
    origin,
    space: { id: space, name: space, disabledFeatures: [] },
    rights: new Map(),
    tlpClearance: 0,
    papClearance: 0,
  };
}
