import { randomUUID } from 'node:crypto';
import type { Actor } from '../../domain/activity.js';
import type { JsonObject } from '../../domain/json.js';
import type { Attachment, Mutation, RecordHead } from '../../domain/record.js';
import { clampedTime } from '../../domain/record.js';
import type { Byline } from '../byline.js';
import { shownAuthor } from './alert_mutations.js';

/** A comment that is written, and the write; the alert's own fields and version stay. */
export interface CommentChange {
  readonly attachment: Attachment;
  readonly mutation: Mutation;
}

/** What a comment consists of. */
interface CommentParts {
  /** The comment as its entries have it. */
  readonly comment: JsonObject;
  readonly author: Actor;
  readonly times: { readonly created: Date; readonly updated: Date };
}

/** A comment as it is kept beside the history. */
export function commentAttachment(
  place: Omit<Attachment, 'state'>,
  { comment, author, times }: CommentParts,
): Attachment {
  const [created, updated] = [times.created.toISOString(), times.updated.toISOString()];
  return {
    ...place,
    state: { ...comment, created_by: shownAuthor(author), created_at: created, updated_at: updated },
  };
}

/** A new comment and its entry. */
export function commentCreation(head: RecordHead, text: string, { actor, at }: Byline): CommentChange {
  const time = clampedTime(head, at);
  const comment = commentOf(head, text);
  const place = { id: randomUUID(), revision: 1, createdSeq: head.seq + 1 };
  const times = { created: time, updated: time };
  const attachment = commentAttachment(place, { comment, author: actor, times });
  const mutation: Mutation = {
    state: head.state,
    changes: [{ type: 'comment', verb: 'created', commentId: attachment.id, comment }],
    actor,
    at,
    attachments: [{ type: 'put', attachment }],
  };
  return { attachment, mutation };
}

/** The comment with another text, and the entry of the edit; `undefined` when the text stays the same. */
export function commentEdit(
  head: RecordHead,
  { id, revision, createdSeq, state }: Attachment,
  text: string,
  { actor, at }: Byline,
): CommentChange | undefined {
  if (state['comment'] === text) return undefined;
  const [before, comment] = [bodyOf(state), commentOf(head, text)];
  const attachment: Attachment = {
    ...{ id, createdSeq, revision: revision + 1 },
    state: { ...state, ...comment, updated_at: clampedTime(head, at).toISOString() },
  };
  const mutation: Mutation = {
    state: head.state,
    changes: [{ type: 'comment', verb: 'updated', commentId: id, comment, before }],
    actor,
    at,
    attachments: [{ type: 'put', attachment }],
  };
  return { attachment, mutation };
}

/** The entry of a deletion; earlier entries keep the text (C4). */
export function commentRemoval(head: RecordHead, { id, state }: Attachment, { actor, at }: Byline): Mutation {
  return {
    state: head.state,
    changes: [{ type: 'comment', verb: 'deleted', commentId: id, comment: bodyOf(state) }],
    actor,
    at,
    attachments: [{ type: 'remove', id }],
  };
}

function commentOf({ owner }: RecordHead, text: string): JsonObject {
  return { type: 'user', comment: text, owner };
}

function bodyOf({
  created_by: _by,
  created_at: _created,
  updated_at: _updated,
  ...body
}: JsonObject): JsonObject {
  return body;
}
