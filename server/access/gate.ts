import { SPACE_ID } from '../../common/constants.js';
import { ActivityError } from '../domain/errors.js';
import { LEDGER } from '../domain/ledger.js';
import type { Access, Spaces } from './access.js';
import type { AuditLog } from './audit/audit_log.js';
import type { SpaceWrite } from './audit/audit_space.js';
import type { Entity } from './audit/audit_event.js';
import type { Caller } from './caller.js';
import { mayOn } from './governance.js';
import { restrictionOf } from './levels.js';
import { normalizePrincipal } from './normalize_principal.js';
import type { ProtectedOperation } from './protected_operations.js';
import { PROTECTED_OPERATIONS } from './protected_operations.js';
import type { Owner, Role } from './privileges.js';
import { allowsScope, grantsOf, hasGlobalGrant, hasLogin, mayManageSpaces, rightsIn } from './privileges.js';
import type { Scope } from './scopes.js';

/** What a `Gate` decides by. */
export interface GateDependencies {
  readonly owners: readonly Owner[];
  readonly roles: readonly Role[];
  readonly spaces: Spaces;
  readonly audit: AuditLog;
}

/** Decides who may do what, and has every decision audited (K13.4, K20). */
export class Gate {
  readonly #owners: readonly Owner[];
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #spaces: Spaces;
  readonly #audit: AuditLog;

  constructor({ owners, roles, spaces, audit }: GateDependencies) {
    this.#owners = owners;
    this.#roles = new Map(roles.map((role) => [role.name, role]));
    this.#spaces = spaces;
    this.#audit = audit;
  }

  /**
   * Lets the caller into the space.
   * @throws FORBIDDEN without a login there, also when the space does not exist (K13.1)
   * @throws SPACE_NOT_FOUND when it does not exist and the caller has a grant on all spaces
   */
  async enter(caller: Caller, spaceId: string): Promise<Access> {
    const principal = normalizePrincipal(caller.principal);
    const grants = grantsOf(principal, this.#roles);
    // Whatever else an address may name is no space, and nobody is asked for it.
    const space = SPACE_ID.test(spaceId) ? await this.#spaces.get(spaceId) : undefined;
    if (space === undefined || !hasLogin(grants, spaceId)) {
      // A grant on all spaces is a login in each, so whoever has one is only here because there is no such space.
      throw this.#refused(caller, spaceId, hasGlobalGrant(grants));
    }
    const { tlpClearance = 0, papClearance = 0 } = principal;
    const rights = rightsIn(space, grants, this.#owners);
    return { ...caller, principal, space, rights, tlpClearance, papClearance };
  }

  /** Whether the caller would be let into the space if it exists; nothing is audited. */
  mayEnter({ principal }: Caller, spaceId: string): boolean {
    return hasLogin(grantsOf(principal, this.#roles), spaceId);
  }

  /**
   * Passes when the caller may write spaces (P1).
   * @throws FORBIDDEN
   */
  ensureSpace(caller: Access, operation: SpaceWrite, id: string): void {
    const may = mayManageSpaces(grantsOf(caller.principal, this.#roles));
    const error = may ? undefined : forbidden(`Unauthorized to ${operation} spaces`);
    this.#audit.space(caller, { operation, id, error });
    if (error !== undefined) throw error;
  }

  /**
   * Passes when the caller's scopes allow all of these (C11.3).
   * @throws FORBIDDEN naming the first that is missing
   */
  ensureScopes(caller: Caller, scopes: readonly Scope[], spaceId: string): void {
    const scope = scopes.find((one) => !allowsScope(caller.principal, one));
    if (scope === undefined) return;
    const error = forbidden(`Missing scope: ${scope}`);
    this.#audit.refusedScope(caller, spaceId, { scope, error });
    throw error;
  }

  /**
   * Passes when the caller has a right on anything in the space (C1).
   * @throws FORBIDDEN
   */
  ensureSomeRight(access: Access): void {
    if (access.rights.size > 0) return;
    const error = forbidden('The caller has no privilege in the space.');
    this.#audit.refusedSpace(access, access.space.id, error);
    throw error;
  }

  /**
   * Passes when every operation is allowed on every entity and the caller is cleared for each of their levels;
   * an empty list passes (K13.4, C11.4).
   * @throws FORBIDDEN naming the first missing operation and the distinct owners
   * @throws TLP_RESTRICTED, PAP_RESTRICTED
   */
  ensure(
    access: Access,
    operation: ProtectedOperation | readonly ProtectedOperation[],
    entities: readonly Entity[],
  ): void {
    const operations = typeof operation === 'string' ? [operation] : operation;
    const error = this.#refusalOf(access, operations, entities);
    this.#audit.access(access, operations, entities, error);
    if (error !== undefined) throw error;
  }

  /** Whether `ensure` would pass. For what is left out where it would not; nothing is audited. */
  allows(access: Access, operation: ProtectedOperation, entity: Entity): boolean {
    return this.#refusalOf(access, [operation], [entity]) === undefined;
  }

  /**
   * Owners on whose records the operation is allowed. A list that is cut down to them is audited by
   * `ensure` on what it found; here only the refusal is.
   * @throws FORBIDDEN when there is none (K13.4, "List check")
   */
  readableOwners(access: Access, operation: ProtectedOperation): readonly string[] {
    const owners = [...access.rights.keys(), LEDGER].filter((owner) => this.#may(access, operation, owner));
    if (owners.length > 0) return owners;
    const error = forbidden(`${phraseOf(operation)} of any owner`);
    this.#audit.access(access, [operation], [undefined], error);
    throw error;
  }

  #refused(caller: Caller, spaceId: string, mayKnow: boolean): ActivityError {
    const error = mayKnow
      ? new ActivityError('SPACE_NOT_FOUND', `Saved object [space/${spaceId}] not found`)
      : forbidden(`Unauthorized to get ${spaceId} space`);
    this.#audit.refusedSpace(caller, spaceId, error);
    return error;
  }

  /** Why not all of the operations are allowed on all of the entities; `undefined`: they are. */
  #refusalOf(
    access: Access,
    operations: readonly ProtectedOperation[],
    entities: readonly Entity[],
  ): ActivityError | undefined {
    const owners = [...new Set(entities.map(({ owner }) => owner))];
    const missing = operations.find((name) => owners.some((owner) => !this.#may(access, name, owner)));
    if (missing !== undefined) {
      return forbidden(`${phraseOf(missing)} with owners: "${owners.join(', ')}"`);
    }
    return restrictionOf(
      access,
      entities.flatMap((entity) => entity.levels ?? []),
    );
  }

  #may(access: Access, operation: ProtectedOperation, owner: string): boolean {
    return mayOn(access, operation, { owner, owners: this.#owners });
  }
}

function phraseOf(operation: ProtectedOperation): string {
  const { verb, doc } = PROTECTED_OPERATIONS[operation];
  return `Unauthorized to ${verb.present} ${doc}`;
}

function forbidden(message: string): ActivityError {
  return new ActivityError('FORBIDDEN', message);
}
