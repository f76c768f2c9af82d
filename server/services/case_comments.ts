import type { Change } from '../domain/activity.js';
import type { JsonObject } from '../domain/json.js';
import type { Attachment } from '../domain/record.js';
import { actorJson } from './case_actor.js';
import type { Writing } from './case_state.js';

/** A body of a comment request, of any sub-type (K5). */
export type CommentBody = JsonObject & { readonly type: string; readonly owner: string };

/** A new attachment as it is stored: the body as sent, and who wrote it (K16). */
export function newAttachment(
  identity: { readonly id: string; readonly createdSeq: number },
  body: CommentBody,
  { actor, at }: Writing,
): Attachment {
  return {
    ...identity,
    revision: 1,
    state: {
      body,
      created_at: at.toISOString(),
      created_by: actorJson(actor),
      updated_at: null,
      updated_by: null,
      pushed_at: null,
      pushed_by: null,
    },
  };
}

/** The activity of a new comment (K4, K5). */
export function commentCreated(commentId: string, comment: CommentBody): Change {
  return { type: 'comment', verb: 'created', commentId, comment };
}
