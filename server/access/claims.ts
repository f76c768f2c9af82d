import type { Principal } from './principal.js';
import type { JwtClaims } from './settings.js';

/** The claims of a verified token. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The value of a claim, `undefined` without one. A name with dots is first looked up as it is
 * (`https://idp.example/roles`), then as a path into nested claims (`realm_access.roles`).
 */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>((at, key) => (isClaims(at) && Object.hasOwn(at, key) ? at[key] : undefined), claims);
}

/**
 * The caller whom the claims describe; never of kind `system` (C8). The name is the configured claim,
 * else `sub`; without either there is nobody to attribute a change to, and no principal.
 */
export function principalOfClaims(claims: Claims, names: JwtClaims): Principal | undefined {
  const username = text(claimAt(claims, names.username)) ?? text(claims['sub']);
  if (username === undefined) return undefined;
  return {
    kind: 'user',
    username,
    fullName: text(claimAt(claims, names.fullName)),
    email: text(claimAt(claims, names.email)),
    picture: text(claimAt(claims, names.picture)),
    locale: text(claimAt(claims, names.locale)),
    roles: words(claimAt(claims, names.roles)) ?? [],
    scopes: words(claimAt(claims, names.scope)),
    tier: text(claimAt(claims, names.tier)) ?? 'unlimited',
    tlpClearance: clearance(claimAt(claims, names.tlpClearance)),
    papClearance: clearance(claimAt(claims, names.papClearance)),
  };
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

// A claim that is there but unreadable grants nothing, lest a mistake of the issuer widen access.
function words(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '');
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}

function clearance(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const level = typeof value === 'string' && /^\d$/.test(value) ? Number(value) : value;
  return typeof level === 'number' ? level : 0;
}
