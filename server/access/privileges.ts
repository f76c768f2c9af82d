import type { Right, Space } from './access.js';
import { BASE_PRIVILEGES, columnsOf, rightsOf } from './feature_privileges.js';
import type { Principal } from './principal.js';
import type { Scope } from './scopes.js';
import { EVERY_SCOPE } from './scopes.js';
import { SUPERUSER } from './principal.js';

/** An application that records belong to, and the feature whose privileges guard them (K13.2). */
export interface Owner {
  readonly id: string;
  /** The feature's id without version suffix, such as `generalCases`. */
  readonly feature: string;
  /** Where the application stands in a client's menu. */
  readonly section: string;
}

/** What a role grants in some spaces (K13.3). */
export interface RoleEntry {
  /** Space ids, or `*`; empty means `*`. */
  readonly spaces: readonly string[];
  readonly base: readonly string[];
  /** Privileges per feature id. */
  readonly feature: Readonly<Record<string, readonly string[]>>;
}

/** A role as Kibana writes it; only what concerns this product. */
export interface Role {
  readonly name: string;
  readonly kibana: readonly RoleEntry[];
}

/** What somebody may use: everything, or what the roles grant. */
export interface Grants {
  readonly superuser: boolean;
  readonly roles: readonly Role[];
}

const ALL_SPACES = '*';

/** The grants of a caller. Roles that are not configured grant nothing. */
export function grantsOf(principal: Principal, roles: ReadonlyMap<string, Role>): Grants {
  return {
    superuser: principal.roles.includes(SUPERUSER),
    roles: principal.roles.flatMap((name) => roles.get(name) ?? []),
  };
}

/** Whether the caller may enter the space: any grant there counts, of cases or of anything else (K13.3). */
export function hasLogin({ superuser, roles }: Grants, spaceId: string): boolean {
  return superuser || entriesOf(roles).some((entry) => appliesTo(entry, spaceId) && grantsAnything(entry));
}

/** Whether the caller has a grant on all spaces, and so may learn that one does not exist (K13.1). */
export function hasGlobalGrant({ superuser, roles }: Grants): boolean {
  return superuser || entriesOf(roles).some((entry) => isGlobal(entry) && grantsAnything(entry));
}

/** Whether the caller may create, change and delete spaces (P1). */
export function mayManageSpaces({ superuser, roles }: Grants): boolean {
  return superuser || entriesOf(roles).some((entry) => isGlobal(entry) && entry.base.includes('all'));
}

/**
 * Rights per owner in the space; an owner without any is absent. An owner whose feature is disabled
 * there is absent for everybody, superusers included (K13.2, K13.3).
 */
export function rightsIn(
  space: Space,
  grants: Grants,
  owners: readonly Owner[],
): ReadonlyMap<string, ReadonlySet<Right>> {
  const entries = entriesOf(grants.roles).filter((entry) => appliesTo(entry, space.id));
  const rights = new Map<string, ReadonlySet<Right>>();
  for (const owner of owners) {
    if (!isAvailable(owner, space)) continue;
    const columns = columnsOf(owner.feature);
    const held = new Set<Right>(grants.superuser ? rightsOf('all', 'V3') : []);
    for (const entry of entries) {
      for (const base of entry.base) addAll(held, baseRights(base));
      for (const [id, column] of columns) {
        const privileges = Object.hasOwn(entry.feature, id) ? (entry.feature[id] ?? []) : [];
        for (const privilege of privileges) addAll(held, rightsOf(privilege, column));
      }
    }
    if (held.size > 0) rights.set(owner.id, held);
  }
  return rights;
}

/** Whether the owner's feature is enabled in the space (K13.2). */
export function isAvailable({ feature }: Owner, { disabledFeatures }: Space): boolean {
  const columns = columnsOf(feature);
  return !disabledFeatures.some((id) => columns.has(id));
}

/** Whether the caller's scopes allow it: absent scopes allow everything, `admin:*` satisfies each (C11.3). */
export function allowsScope(principal: Principal, scope: Scope): boolean {
  const { scopes } = principal;
  return scopes === undefined || scopes.includes(scope) || scopes.includes(EVERY_SCOPE);
}

function baseRights(base: string): readonly Right[] {
  return BASE_PRIVILEGES.some((known) => known === base) ? rightsOf(base, 'V3') : [];
}

function addAll(held: Set<Right>, rights: readonly Right[]): void {
  for (const right of rights) held.add(right);
}

function entriesOf(roles: readonly Role[]): readonly RoleEntry[] {
  return roles.flatMap((role) => role.kibana);
}

function isGlobal({ spaces }: RoleEntry): boolean {
  return spaces.length === 0 || spaces.includes(ALL_SPACES);
}

function appliesTo(entry: RoleEntry, spaceId: string): boolean {
  return isGlobal(entry) || entry.spaces.includes(spaceId);
}

function grantsAnything({ base, feature }: RoleEntry): boolean {
  return base.length > 0 || Object.values(feature).some((privileges) => privileges.length > 0);
}
