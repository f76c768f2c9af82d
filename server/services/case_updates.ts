import { CASE_KIND } from '../../common/constants.js';
import type { Access } from '../access/access.js';
import type { Gate } from '../access/gate.js';
import { actorOf } from '../access/principal.js';
import { ActivityError } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import type { RecordHead, RecordSave } from '../domain/record.js';
import { clampedTime, continuation } from '../domain/record.js';
import type { ActivityStore } from '../domain/store.js';
import { caseChanges, differingAttributes, patchedState } from './case_changes.js';
import { checkCustomFields } from './case_custom_fields.js';
import { refuseFullCase } from './case_limits.js';
import type { Writing } from './case_state.js';
import type { CaseUpdate, FoundUpdate } from './case_update_checks.js';
import {
  neededOperations,
  refuseDuplicateIds,
  refuseMissing,
  refuseNewOwner,
  refuseStale,
  refuseUnlicensedAssignees,
} from './case_update_checks.js';
import type { Attempt, WriteDoor } from './write_door.js';

/** What `CaseUpdates` works with. */
export interface CaseUpdatesDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly gate: Gate;
  readonly clock: () => Date;
  readonly mayAssign: boolean;
}

/** A case and those of the attributes sent for it that are not the stored ones. */
interface Patch {
  readonly head: RecordHead;
  readonly attributes: JsonObject;
}

/** Changes of several cases by one request, all or none (K15.3). */
export class CaseUpdates {
  readonly #deps: CaseUpdatesDependencies;

  constructor(deps: CaseUpdatesDependencies) {
    this.#deps = deps;
  }

  /**
   * Checks in the order of K15.3 and answers the changed cases in the order of the request.
   * @throws INVALID_REQUEST, FORBIDDEN, RECORD_NOT_FOUND, VERSION_CONFLICT, NOTHING_TO_CHANGE
   */
  async apply(access: Access, updates: readonly CaseUpdate[]): Promise<readonly RecordHead[]> {
    refuseDuplicateIds(updates);
    return this.#deps.door.write(() => this.#attempt(access, updates));
  }

  async #attempt(access: Access, updates: readonly CaseUpdate[]): Promise<Attempt<readonly RecordHead[]>> {
    const found = await this.#find(access, updates);
    const entities = found.map(({ head }) => ({ id: head.subject.id, owner: head.owner }));
    this.#deps.gate.ensure(access, neededOperations(found), entities);
    const existing = new Set(found.map(({ update }) => update.id));
    refuseMissing(updates.map(({ id }) => id).filter((id) => !existing.has(id)));
    refuseStale(found);
    const patches = found
      .map(({ update, head }) => ({ head, attributes: differingAttributes(head, update.attributes) }))
      .filter(({ attributes }) => Object.keys(attributes).length > 0);
    this.#checkPatches(patches);
    const writing = { actor: actorOf(access.principal), at: this.#timeFor(patches) };
    const writes = patches.map((patch) => writeOf(patch, writing));
    return { writes, result: writes.map(({ head }) => head) };
  }

  async #find(access: Access, updates: readonly CaseUpdate[]): Promise<FoundUpdate[]> {
    const heads = await Promise.all(
      updates.map(({ id }) => this.#deps.store.head({ space: access.space.id, kind: CASE_KIND, id })),
    );
    return updates.flatMap((update, i) => {
      const head = heads[i];
      return head === undefined || head.deleted ? [] : [{ update, head }];
    });
  }

  #checkPatches(patches: readonly Patch[]): void {
    if (patches.length === 0) {
      throw new ActivityError('NOTHING_TO_CHANGE', 'All update fields are identical to current version.');
    }
    refuseNewOwner(idsOfThoseWith(patches, 'owner'));
    if (!this.#deps.mayAssign) refuseUnlicensedAssignees(idsOfThoseWith(patches, 'assignees'));
    for (const { attributes } of patches) checkCustomFields(attributes['customFields']);
  }

  /** One time for all entries of the request, in no case earlier than the entry before it (K3.3). */
  #timeFor(patches: readonly Patch[]): Date {
    return patches.reduce((at, { head }) => clampedTime(head, at), this.#deps.clock());
  }
}

function writeOf({ head, attributes }: Patch, writing: Writing): RecordSave {
  const changes = caseChanges(head, attributes);
  refuseFullCase(head, changes.length);
  return continuation(head, { ...writing, state: patchedState(head, attributes, writing), changes });
}

function idsOfThoseWith(patches: readonly Patch[], key: string): string[] {
  return patches
    .filter(({ attributes }) => Object.hasOwn(attributes, key))
    .map(({ head }) => head.subject.id);
}
