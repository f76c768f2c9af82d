import type { Actor, Change } from '../../domain/activity.js';
import { changesBetween, fieldChanges } from '../../domain/changes.js';
import type { JsonObject } from '../../domain/json.js';
import type { Mutation, RecordHead } from '../../domain/record.js';
import { clampedTime } from '../../domain/record.js';
import { authorJson } from '../author.js';
import type { Byline } from '../byline.js';
import { ALERT_PLAN, alertVersion } from './alert_fields.js';

/** The first state of an alert and its one `created` entry with all initial values (C4). */
export function alertCreation(fields: JsonObject, { actor, at }: Byline): Mutation {
  const time = at.toISOString();
  const state = {
    ...fields,
    case_id: null,
    created_by: shownAuthor(actor),
    created_at: time,
    updated_at: time,
    version: 1,
  };
  return { state, changes: [{ type: 'created', snapshot: fields }], actor, at };
}

/** The entries that lead to the wanted state, and the next version; `undefined` when nothing changes. */
export function alertChange(
  head: RecordHead,
  wanted: JsonObject,
  { actor, at }: Byline,
): Mutation | undefined {
  return changeOf(head, wanted, changesBetween(head.state, wanted, ALERT_PLAN), { actor, at });
}

/** The entry that links the alert to a case or, with null, unlinks it, and the next version; `undefined`: it is so. */
export function alertLink(head: RecordHead, caseId: string | null, byline: Byline): Mutation | undefined {
  const before = head.state['case_id'] ?? null;
  const changes = fieldChanges('case_id', before, caseId, { ...ALERT_PLAN, kind: 'value' });
  return changeOf(head, { case_id: caseId }, changes, byline);
}

function changeOf(
  head: RecordHead,
  wanted: JsonObject,
  changes: readonly Change[],
  { actor, at }: Byline,
): Mutation | undefined {
  if (changes.length === 0) return undefined;
  // Only fields with an entry: a set that is merely reordered keeps the order its history tells.
  const changed = changes.flatMap((change) => ('field' in change ? [change.field] : []));
  const state = {
    ...head.state,
    ...Object.fromEntries(changed.map((field) => [field, wanted[field] ?? null])),
    updated_at: clampedTime(head, at).toISOString(),
    version: alertVersion(head) + 1,
  };
  return { state, changes, actor, at };
}

/** The last entry of an alert (C9.8); its fields stay as they were. */
export function alertDeletion({ state }: RecordHead, { actor, at }: Byline): Mutation {
  return { state, changes: [{ type: 'deleted' }], actor, at, deleted: true };
}

/** What is kept of an author beside the history: enough to show them in every language (C8), no more. */
export function shownAuthor({ kind, username, picture }: Actor): JsonObject {
  return authorJson({ kind, username, picture });
}
