import { usablePicture } from './picture.js';
import type { Principal } from './principal.js';
import { SUPERUSER } from './principal.js';

const DEFAULT_CLEARANCE = 2;
const HIGHEST_CLEARANCE = 4;

/** The caller when security is off: may do everything and has no name (K3.2). */
export const ANONYMOUS: Principal = {
  kind: 'anonymous',
  roles: [SUPERUSER],
  tlpClearance: HIGHEST_CLEARANCE,
  papClearance: HIGHEST_CLEARANCE,
};

/** The same caller with clearances from 0 to 4 (default 2, a superuser's 4; C11.4) and no unusable picture (C8). */
export function normalizePrincipal(principal: Principal): Principal {
  const superuser = principal.roles.includes(SUPERUSER);
  return {
    ...principal,
    kind: principal.kind ?? 'user',
    picture: usablePicture(principal.picture),
    tlpClearance: superuser ? HIGHEST_CLEARANCE : clearance(principal.tlpClearance),
    papClearance: superuser ? HIGHEST_CLEARANCE : clearance(principal.papClearance),
  };
}

function clearance(level: number | undefined): number {
  if (level === undefined) return DEFAULT_CLEARANCE;
  return Number.isInteger(level) ? Math.min(Math.max(level, 0), HIGHEST_CLEARANCE) : 0;
}
