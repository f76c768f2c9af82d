import type { Access } from '../access/access.js';
import type { Caller, Origin } from '../access/caller.js';
import { realmOf } from '../access/caller.js';
import type { Principal } from '../access/principal.js';

const NOBODY: Principal = { kind: 'anonymous', roles: [] };

/** Whoever asks what belongs to nobody: no name, no rights. @param space as the address names it, looked up nowhere */
export function nobodyIn(space: string, origin: Origin): Access {
  return outsiderIn(space, { principal: NOBODY, realm: realmOf('anonymous'), origin });
}

/** Whether that is who asks. */
export function isNobody({ principal }: Access): boolean {
  return principal === NOBODY;
}

/** Somebody who asks what belongs to no space: no rights in any. @param space as of `nobodyIn` */
export function outsiderIn(space: string, caller: Caller): Access {
  const { tlpClearance = 0, papClearance = 0 } = caller.principal;
  return {
    ...caller,
    space: { id: space, name: space, disabledFeatures: [] },
    rights: new Map(),
    ...{ tlpClearance, papClearance },
  };
}
