import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/activity.js';
import { changesBetween } from '../domain/changes.js';
import type { JsonObject } from '../domain/json.js';
import type { Attachment, Mutation, RecordHead } from '../domain/record.js';
import { clampedTime } from '../domain/record.js';
import { ALERT_PLAN, versionOf } from './alert_fields.js';

/** Who writes, and when by the clock. */
export interface Byline {
  readonly actor: Actor;
  readonly now: Date;
}

/** The first state of an alert and its one `created` entry with all initial values (C4). */
export function alertCreation(fields: JsonObject, { actor, now }: Byline): Mutation {
  const at = now.toISOString();
  const state = {
    ...fields,
    case_id: null,
    created_by: authorOf(actor),
    created_at: at,
    updated_at: at,
    version: 1,
  };
  return { state, changes: [{ type: 'created', snapshot: fields }], actor, at: now };
}

/** The entries that lead to the wanted state, and the next version; `undefined` when nothing changes. */
export function alertChange(
  head: RecordHead,
  wanted: JsonObject,
  { actor, now }: Byline,
): Mutation | undefined {
  const changes = changesBetween(head.state, wanted, ALERT_PLAN);
  if (changes.length === 0) return undefined;
  // Only fields with an entry: a set that is merely reordered keeps the order its history tells.
  const changed = changes.flatMap((change) => ('field' in change ? [change.field] : []));
  const state = {
    ...head.state,
    ...Object.fromEntries(changed.map((field) => [field, wanted[field] ?? null])),
    updated_at: clampedTime(head, now).toISOString(),
    version: versionOf(head) + 1,
  };
  return { state, changes, actor, at: now };
}

/** A new comment and its entry; the alert's own fields and version stay. */
export function commentCreation(
  head: RecordHead,
  text: string,
  { actor, now }: Byline,
): { readonly attachment: Attachment; readonly mutation: Mutation } {
  const at = clampedTime(head, now).toISOString();
  const comment = { type: 'user', comment: text, owner: head.owner };
  const attachment: Attachment = {
    id: randomUUID(),
    revision: 1,
    createdSeq: head.seq + 1,
    state: { ...comment, created_by: authorOf(actor), created_at: at, updated_at: at },
  };
  const mutation: Mutation = {
    state: head.state,
    changes: [{ type: 'comment', verb: 'created', commentId: attachment.id, comment }],
    actor,
    at: now,
    attachments: [{ type: 'put', attachment }],
  };
  return { attachment, mutation };
}

/** What is kept of an author beside the history: enough to show them in every language (C8), no more. */
function authorOf({ kind, username, picture }: Actor): JsonObject {
  return {
    kind,
    ...(username === undefined ? {} : { username }),
    ...(picture === undefined ? {} : { picture }),
  };
}
