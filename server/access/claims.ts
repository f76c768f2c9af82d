import type { Principal } from './principal.js';

/** Names of the claims that describe the caller; a dotted name is a path into nested claims. */
export interface JwtClaims {
  readonly username: string;
  readonly fullName: string;
  readonly email: string;
  readonly roles: string;
  readonly picture: string;
  readonly locale: string;
  readonly scope: string;
  readonly tier: string;
  readonly tlpClearance: string;
  readonly papClearance: string;
}

/** How an issuer names the claims, and which of the roles in them count; absent: all. */
interface Grantable {
  readonly claims: JwtClaims;
  readonly roles?: readonly string[] | undefined;
}

/** The claims of a verified token. */
type Claims = Readonly<Record<string, unknown>>;

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
 * else `sub`; without either there is nobody to attribute a change to, and no principal. Roles that the
 * issuer cannot grant do not count.
 */
export function principalOfClaims(
  claims: Claims,
  { claims: names, roles: grantable }: Grantable,
): Principal | undefined {
  const username = text(claimAt(claims, names.username)) ?? text(claims['sub']);
  if (username === undefined) return undefined;
  const roles = words(claimAt(claims, names.roles)) ?? [];
  return {
    kind: 'user',
    username,
    fullName: text(claimAt(claims, names.fullName)),
    email: text(claimAt(claims, names.email)),
    picture: text(claimAt(claims, names.picture)),
    locale: text(claimAt(claims, names.locale)),
    roles: grantable === undefined ? roles : roles.filter((role) => grantable.includes(role)),
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
