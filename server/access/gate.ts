import { ActivityError } from '../domain/errors.js';
import type { Access, SpaceDirectory } from './access.js';
import { holds } from './access.js';
import type { AuditLog } from './audit.js';
import type { Entity } from './audit_event.js';
import { normalizePrincipal } from './normalize_principal.js';
import type { Operation } from './operations.js';
import { OPERATIONS } from './operations.js';
import type { Principal } from './principal.js';
import { grantsOf, hasGlobalGrant, hasLogin, rightsIn } from './privileges.js';
import type { Owner, Role } from './settings.js';

/** What a `Gate` decides by. */
export interface GateDependencies {
  readonly owners: readonly Owner[];
  readonly roles: readonly Role[];
  readonly spaces: SpaceDirectory;
  readonly audit: AuditLog;
}

/** Decides who may do what, and has every decision audited (K13.4, K20). */
export class Gate {
  readonly #owners: readonly Owner[];
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #spaces: SpaceDirectory;
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
  async enter(principal: Principal, spaceId: string): Promise<Access> {
    const caller = normalizePrincipal(principal);
    const grants = grantsOf(caller, this.#roles);
    const space = await this.#spaces.get(spaceId);
    if (space === undefined || !hasLogin(grants, spaceId)) {
      // A grant on all spaces is a login in each, so whoever has one is only here because there is no such space.
      throw this.#refused(caller, spaceId, hasGlobalGrant(grants));
    }
    const { tlpClearance = 0, papClearance = 0 } = caller;
    const rights = rightsIn(space, grants, this.#owners);
    return { principal: caller, space, rights, tlpClearance, papClearance };
  }

  /**
   * Passes when every operation is allowed on every entity; an empty list passes (K13.4).
   * @throws FORBIDDEN naming the first missing operation and the distinct owners
   */
  ensure(access: Access, operation: Operation | readonly Operation[], entities: readonly Entity[]): void {
    const operations = typeof operation === 'string' ? [operation] : operation;
    const owners = [...new Set(entities.map(({ owner }) => owner))];
    const missing = operations.find((name) =>
      owners.some((owner) => !holds(access, OPERATIONS[name].right, owner)),
    );
    if (missing === undefined) {
      this.#audit.access(access, operations, entities);
      return;
    }
    const error = forbidden(`${phraseOf(missing)} with owners: "${owners.join(', ')}"`);
    this.#audit.access(access, operations, entities, error);
    throw error;
  }

  /**
   * Owners on whose records the operation is allowed. A list that is cut down to them is audited by
   * `ensure` on what it found; here only the refusal is.
   * @throws FORBIDDEN when there is none (K13.4, "List check")
   */
  readableOwners(access: Access, operation: Operation): readonly string[] {
    const { right } = OPERATIONS[operation];
    const owners = [...access.rights.keys()].filter((owner) => holds(access, right, owner));
    if (owners.length > 0) return owners;
    const error = forbidden(`${phraseOf(operation)} of any owner`);
    this.#audit.access(access, [operation], [undefined], error);
    throw error;
  }

  #refused(principal: Principal, spaceId: string, mayKnow: boolean): ActivityError {
    const error = mayKnow
      ? new ActivityError('SPACE_NOT_FOUND', `Saved object [space/${spaceId}] not found`)
      : forbidden(`Unauthorized to get ${spaceId} space`);
    this.#audit.refusedSpace(principal, spaceId, error);
    return error;
  }
}

function phraseOf(operation: Operation): string {
  const { verb, doc } = OPERATIONS[operation];
  return `Unauthorized to ${verb.present} ${doc}`;
}

function forbidden(message: string): ActivityError {
  return new ActivityError('FORBIDDEN', message);
}
