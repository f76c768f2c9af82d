import { randomUUID } from 'node:crypto';
import type { Change } from '../../../domain/activity.js';
import type { JsonObject } from '../../../domain/json.js';
import type { Attachment, AttachmentWrite, RecordHead, RecordSave } from '../../../domain/record.js';
import { continuation } from '../../../domain/record.js';
import { authorJson } from '../../author.js';
import type { Byline } from '../../byline.js';
import { touched } from '../case_state.js';
import type { CommentBody } from './comment_body.js';
import { alertsOf, attachedAlerts, bodyOf } from './comment_body.js';

/** A case with its attachments, both of the same moment. */
export interface Commented {
  readonly head: RecordHead;
  /** Oldest first. */
  readonly attachments: readonly Attachment[];
}

/** What is written to the comments of a case. */
export interface CommentsWrite {
  readonly write: RecordSave;
  /** Those of the case afterwards, oldest first. */
  readonly attachments: readonly Attachment[];
}

/** A body with the id that its attachment gets. */
export interface IdentifiedBody {
  readonly id: string;
  readonly body: CommentBody;
}

/** The body with the id of a new attachment. */
export function identified(body: CommentBody): IdentifiedBody {
  return { id: randomUUID(), body };
}

/**
 * Without alerts that the case has already, or that an earlier body attaches; an alert comment that is left without any
 * is dropped (K16).
 */
export function withoutKnownAlerts(
  attachments: readonly Attachment[],
  bodies: readonly IdentifiedBody[],
): readonly IdentifiedBody[] {
  const known = new Set(attachedAlerts(attachments));
  return bodies.flatMap(({ id, body }) => {
    if (body.type !== 'alert') return [{ id, body }];
    const { ids, indices } = alertsOf(body);
    const fresh = ids.map((alert) => !known.has(alert));
    for (const alert of ids) known.add(alert);
    const kept = (values: readonly string[]): string[] => values.filter((_, i) => fresh[i]);
    if (!fresh.includes(true)) return [];
    return [
      { id, body: fresh.includes(false) ? { ...body, alertId: kept(ids), index: kept(indices) } : body },
    ];
  });
}

/** Adds comments to a case, in their order: the bodies as given and who wrote them (K4, K5, K16). */
export function commentCreation(
  { head, attachments }: Commented,
  bodies: readonly IdentifiedBody[],
  byline: Byline,
): CommentsWrite {
  const added = bodies.map(({ id, body }, i): Attachment => {
    return { id, createdSeq: head.seq + 1 + i, revision: 1, state: createdState(body, byline) };
  });
  const changes = bodies.map(({ id, body }): Change => {
    return { type: 'comment', verb: 'created', commentId: id, comment: body };
  });
  const writes = added.map((attachment): AttachmentWrite => ({ type: 'put', attachment }));
  const all = [...attachments, ...added];
  return { write: commentsWrite(head, all, { changes, writes, byline }), attachments: all };
}

/** Gives a comment another body, also when it is the same (K6). */
export function commentEdit(
  { head, attachments }: Commented,
  comment: Attachment,
  { body, byline }: { readonly body: CommentBody; readonly byline: Byline },
): CommentsWrite {
  const { id, state } = comment;
  const { at, actor } = byline;
  const edited: Attachment = {
    ...comment,
    revision: comment.revision + 1,
    state: { ...state, body, updated_at: at.toISOString(), updated_by: authorJson(actor) },
  };
  const change: Change = {
    type: 'comment',
    verb: 'updated',
    commentId: id,
    comment: body,
    before: bodyOf(comment),
  };
  const all = attachments.map((one) => (one.id === id ? edited : one));
  const writes: readonly AttachmentWrite[] = [{ type: 'put', attachment: edited }];
  return { write: commentsWrite(head, all, { changes: [change], writes, byline }), attachments: all };
}

/**
 * Removes comments; their last bodies stay in the history (K5).
 * @param attachments all of the case; absent: the removed ones attach no alerts
 */
export function commentRemoval(
  {
    head,
    attachments,
  }: Pick<Commented, 'head'> & { readonly attachments?: readonly Attachment[] | undefined },
  removed: readonly Attachment[],
  byline: Byline,
): RecordSave {
  const ids = new Set(removed.map(({ id }) => id));
  const changes = removed.map((comment): Change => {
    return { type: 'comment', verb: 'deleted', commentId: comment.id, comment: bodyOf(comment) };
  });
  const writes = [...ids].map((id): AttachmentWrite => ({ type: 'remove', id }));
  const left = attachments?.filter(({ id }) => !ids.has(id));
  return commentsWrite(head, left, { changes, writes, byline });
}

/** How many alerts are attached is kept with the case: lists show it (K15.1). @param left absent: as many as before */
function commentsWrite(
  head: RecordHead,
  left: readonly Attachment[] | undefined,
  { changes, writes, byline }: WhatIsWritten,
): RecordSave {
  const state = touched(head.state, byline);
  const counted = left === undefined ? state : { ...state, total_alerts: attachedAlerts(left).size };
  return continuation(head, { ...byline, state: counted, changes, attachments: writes });
}

interface WhatIsWritten {
  readonly changes: readonly Change[];
  readonly writes: readonly AttachmentWrite[];
  readonly byline: Byline;
}

function createdState(body: CommentBody, { at, actor }: Byline): JsonObject {
  return {
    body,
    created_at: at.toISOString(),
    created_by: authorJson(actor),
    updated_at: null,
    updated_by: null,
    pushed_at: null,
    pushed_by: null,
  };
}
