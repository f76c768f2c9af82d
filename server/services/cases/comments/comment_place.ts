import { CASE_KIND } from '../../../../common/constants.js';
import { attachmentKey } from '../../../domain/attachment_keys.js';
import type { Subject } from '../../../domain/activity.js';
import { ActivityError } from '../../../domain/errors.js';
import type { Attachment } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import type { Part, PresentHead } from '../../record_guard.js';
import { present } from '../../record_guard.js';
import { bodyOf } from './comment_body.js';

/** A comment and the case that it belongs to. */
export interface PlacedComment {
  readonly head: PresentHead;
  readonly comment: Attachment;
}

/** Ids are unique in a space: what is found under one in more cases than this is not looked at. */
const MAX_CASES = 10;

/** A comment of the case, or else of another case of the space; `undefined`: there is none. */
export async function placeOfComment(
  store: ActivityStore,
  { space, id: caseId }: Pick<Subject, 'space' | 'id'>,
  id: string,
): Promise<PlacedComment | undefined> {
  const here = await commentIn(store, { space, kind: CASE_KIND, id: caseId }, id);
  if (here !== undefined) return here;
  const query = { space, kind: CASE_KIND, key: attachmentKey(id), limit: MAX_CASES };
  for (const subject of await store.attachedTo(query)) {
    const found = await commentIn(store, subject, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is answered of a comment that is nowhere (K2.3). */
export function missingComment(id: string): ActivityError {
  return new ActivityError('COMMENT_NOT_FOUND', `Saved object [cases-comments/${id}] not found`);
}

/** A comment as the guard decides on it: by its own owner, else by that of the case. */
export function partOf(comment: Attachment, { owner }: PresentHead): Part {
  const own = bodyOf(comment)['owner'];
  return { id: comment.id, owner: typeof own === 'string' ? own : owner };
}

async function commentIn(
  store: ActivityStore,
  subject: Subject,
  id: string,
): Promise<PlacedComment | undefined> {
  const head = present(await store.head(subject));
  if (head === undefined) return undefined;
  const [comment] = await store.attachments(subject, [id]);
  return comment === undefined ? undefined : { head, comment };
}
