import type { ProtectedOperation } from '../../access/protected_operations.js';
import { ActivityError } from '../../domain/errors.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import { withoutEmptyUids } from './case_state.js';
import { versionToken } from './case_version.js';
import type { PresentHead } from '../record_guard.js';

/** One case of a PATCH: decoded, attributes in the order of the request (K15.3). */
export interface CaseUpdate {
  readonly id: string;
  readonly version: string;
  readonly attributes: JsonObject;
}

/** An update and the case that it is for. */
export interface FoundUpdate {
  readonly update: CaseUpdate;
  readonly head: PresentHead;
}

/** @throws INVALID_REQUEST when an id occurs twice (K15.3 check 2) */
export function refuseDuplicateIds(updates: readonly CaseUpdate[]): void {
  const ids = updates.map((update) => update.id);
  const repeated = new Set(ids.filter((id, i) => ids.indexOf(id) !== i));
  if (repeated.size === 0) return;
  throw new ActivityError('INVALID_REQUEST', `Duplicate case ids in request: ${joined([...repeated])}`);
}

/**
 * What the caller must be allowed to do (K15.3 check 3). `updateCase` is not needed by a request that does
 * nothing but reopen or nothing but assign, whether or not the assignees turn out to be the same.
 */
export function neededOperations(found: readonly FoundUpdate[]): readonly ProtectedOperation[] {
  const reopens = found.filter(isReopening);
  const onlyReopens = reopens.length === found.length && found.every((one) => sendsOnly(one, 'status'));
  const onlyAssigns = found.every((one) => sendsOnly(one, 'assignees'));
  const operations: ProtectedOperation[] = [];
  if (!onlyReopens && !onlyAssigns) operations.push('updateCase');
  if (reopens.length > 0) operations.push('reopenCase');
  if (onlyAssigns || found.some(isAssigning)) operations.push('assignCase');
  return operations;
}

/** @throws RECORD_NOT_FOUND naming the missing cases (K15.3 check 4) */
export function refuseMissing(ids: readonly string[]): void {
  if (ids.length === 0) return;
  throw new ActivityError(
    'RECORD_NOT_FOUND',
    `These cases ${joined(ids)} do not exist. Please check you have the correct ids.`,
  );
}

/** @throws VERSION_CONFLICT naming the cases that are not at the version sent (K15.3 check 5) */
export function refuseStale(found: readonly FoundUpdate[]): void {
  const stale = found.filter((one) => !isCurrent(one)).map(({ update }) => update.id);
  if (stale.length === 0) return;
  throw new ActivityError(
    'VERSION_CONFLICT',
    `These cases ${joined(stale)} has been updated. Please refresh before saving additional updates.`,
  );
}

/** @throws INVALID_REQUEST naming the cases that would change their owner (K15.3 check 7) */
export function refuseNewOwner(ids: readonly string[]): void {
  if (ids.length === 0) return;
  throw new ActivityError(
    'INVALID_REQUEST',
    `Updating the owner of a case is not allowed ids: [${joined(ids)}]`,
  );
}

/** @throws FORBIDDEN naming the cases whose assignees the licence does not let change (K15.3 check 8) */
export function refuseUnlicensedAssignees(ids: readonly string[]): void {
  if (ids.length === 0) return;
  throw new ActivityError(
    'FORBIDDEN',
    `In order to assign users to cases, you must be subscribed to an Elastic Platinum license, ids: [${joined(ids)}]`,
  );
}

function isCurrent({ update, head }: FoundUpdate): boolean {
  return update.version === versionToken(head.revision);
}

function isReopening(one: FoundUpdate): boolean {
  const { status } = one.update.attributes;
  return (
    one.head.state['status'] === 'closed' && isCurrent(one) && status !== undefined && status !== 'closed'
  );
}

function isAssigning({ update, head }: FoundUpdate): boolean {
  const sent = update.attributes['assignees'];
  if (sent === undefined) return false;
  const [now, before] = [uidsOf(sent), uidsOf(head.state['assignees'])];
  return now.size !== before.size || [...now].some((uid) => !before.has(uid));
}

function uidsOf(assignees: Json | undefined): ReadonlySet<Json | undefined> {
  if (!isJsonArray(assignees)) return new Set();
  return new Set(withoutEmptyUids(assignees).map((one) => (isJsonObject(one) ? one['uid'] : one)));
}

function sendsOnly({ update }: FoundUpdate, key: string): boolean {
  const keys = Object.keys(update.attributes);
  return keys.length === 1 && keys[0] === key;
}

function joined(ids: readonly string[]): string {
  return ids.join(', ');
}
