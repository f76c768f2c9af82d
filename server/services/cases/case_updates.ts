import { caseSubject } from './case_subject.js';
import type { Access } from '../../access/access.js';
import { ActivityError } from '../../domain/errors.js';
import type { RecordSave } from '../../domain/record.js';
import { clampedTime, continuation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { CasePatch } from './case_patch.js';
import { casePatch, stateAfter } from './case_patch.js';
import type { CustomFieldDefinitions } from './case_custom_fields.js';
import { checkCustomFields } from './case_custom_fields.js';
import { refuseFullCase } from './case_limits.js';
import type { CaseUpdate, FoundUpdate } from './case_update_checks.js';
import {
  neededOperations,
  refuseDuplicateIds,
  refuseMissing,
  refuseNewOwner,
  refuseStale,
  refuseUnlicensedAssignees,
} from './case_update_checks.js';
import type { Byline } from '../byline.js';
import { bylineOf } from '../byline.js';
import { customFieldsOf } from '../configurations/kept_configurations.js';
import type { RecordGuard, VisibleHead } from '../record_guard.js';
import { present } from '../record_guard.js';
import type { Attempt, WriteDoor } from '../write_door.js';

/** What an update of cases works with. */
export interface CaseUpdatesDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly guard: RecordGuard;
  readonly clock: () => Date;
  readonly mayAssign: boolean;
}

/**
 * Changes several cases by one request, all or none: checks in the order of K15.3 and answers the changed cases in
 * the order of the request.
 * @throws INVALID_REQUEST, FORBIDDEN, RECORD_NOT_FOUND, VERSION_CONFLICT, NOTHING_TO_CHANGE
 */
export async function updateCases(
  deps: CaseUpdatesDependencies,
  access: Access,
  updates: readonly CaseUpdate[],
): Promise<readonly VisibleHead[]> {
  refuseDuplicateIds(updates);
  return deps.door.write(access, () => attempt(deps, access, updates));
}

async function attempt(
  deps: CaseUpdatesDependencies,
  access: Access,
  updates: readonly CaseUpdate[],
): Promise<Attempt<readonly VisibleHead[]>> {
  const { store, guard, clock } = deps;
  const found = await find(store, access, updates);
  const heads = guard.admitAll(
    access,
    neededOperations(found),
    found.map(({ head }) => head),
  );
  const existing = new Set(found.map(({ update }) => update.id));
  refuseMissing(updates.map(({ id }) => id).filter((id) => !existing.has(id)));
  refuseStale(found);
  const definitions = await definitionsFor(store, access, found);
  const patches = heads
    .map((head, i) => casePatch(head, found[i]?.update.attributes ?? {}, definitions.get(head.owner)))
    .filter(({ values }) => Object.keys(values).length > 0);
  checkPatches(patches, deps);
  const byline = bylineOf(access, timeFor(patches, clock()));
  const writes = patches.map((patch) => writeOf(patch, byline));
  return { writes, result: writes.map((write) => guard.written(write)) };
}

async function find(
  store: ActivityStore,
  access: Access,
  updates: readonly CaseUpdate[],
): Promise<FoundUpdate[]> {
  const heads = await Promise.all(updates.map(({ id }) => store.head(caseSubject(access, id))));
  return updates.flatMap((update, i) => {
    const head = present(heads[i]);
    return head === undefined ? [] : [{ update, head }];
  });
}

/** By owner, of those whose cases are sent custom fields. */
async function definitionsFor(
  { registry }: ActivityStore,
  { space }: Access,
  found: readonly FoundUpdate[],
): Promise<ReadonlyMap<string, CustomFieldDefinitions>> {
  const sent = found.filter(({ update }) => Object.hasOwn(update.attributes, 'customFields'));
  const owners = [...new Set(sent.map(({ head }) => head.owner))];
  return new Map(
    await Promise.all(
      owners.map(
        async (owner) => [owner, await customFieldsOf(registry, { space: space.id, owner })] as const,
      ),
    ),
  );
}

function checkPatches(
  patches: readonly CasePatch[],
  { mayAssign }: Pick<CaseUpdatesDependencies, 'mayAssign'>,
): void {
  if (patches.length === 0) {
    throw new ActivityError('NOTHING_TO_CHANGE', 'All update fields are identical to current version.');
  }
  refuseNewOwner(idsOfThoseWith(patches, 'owner'));
  if (!mayAssign) refuseUnlicensedAssignees(idsOfThoseWith(patches, 'assignees'));
  for (const { values, sent, definitions } of patches) {
    if (Object.hasOwn(values, 'customFields')) checkCustomFields(sent['customFields'], definitions);
  }
}

/** One time for all entries of the request, in no case earlier than the entry before it (K3.3). */
function timeFor(patches: readonly CasePatch[], now: Date): Date {
  return patches.reduce((at, { head }) => clampedTime(head, at), now);
}

function writeOf(patch: CasePatch, byline: Byline): RecordSave {
  const { head, changes } = patch;
  refuseFullCase(head, changes.length);
  return continuation(head, { ...byline, state: stateAfter(patch, byline), changes });
}

function idsOfThoseWith(patches: readonly CasePatch[], key: string): string[] {
  return patches.filter(({ values }) => Object.hasOwn(values, key)).map(({ head }) => head.subject.id);
}
