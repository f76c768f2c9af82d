import type { KibanaAttachment } from '../../../../common/kibana.js';
import type { KibanaMissingAttachment } from '../../../../common/kibana_attachments.js';
import type { Attachment } from '../../../domain/record.js';
import { versionToken } from '../../../services/cases/case_version.js';
import { bodyOf } from '../../../services/cases/comments/comment_body.js';
import type { MissingAttachment } from '../../../services/cases/comments/comment_reads.js';
import { toUser, userOf } from './user_presenter.js';
import { textOf } from './values.js';

/** A comment or other attachment as the API shows it (K16). */
export function toAttachment(attachment: Attachment): KibanaAttachment {
  const { id, revision, state } = attachment;
  const { type, owner, ...own } = bodyOf(attachment);
  return {
    id,
    version: versionToken(revision),
    type: textOf(type) ?? 'user',
    ...own,
    owner: textOf(owner) ?? '',
    created_at: textOf(state['created_at']) ?? '',
    created_by: userOf(state['created_by']) ?? toUser({ kind: 'anonymous' }),
    updated_at: textOf(state['updated_at']) ?? null,
    updated_by: userOf(state['updated_by']) ?? null,
    pushed_at: textOf(state['pushed_at']) ?? null,
    pushed_by: userOf(state['pushed_by']) ?? null,
  };
}

/** An attachment that is not answered, and why (K16, G11). */
export function toMissing({ id, reason }: MissingAttachment, caseId: string): KibanaMissingAttachment {
  if (reason === 'unknown') {
    return missing(id, 404, 'Not Found', `Saved object [cases-comments/${id}] not found`);
  }
  return reason === 'elsewhere'
    ? missing(id, 400, 'Bad Request', `Attachment is not attached to case id=${caseId}`)
    : missing(id, 403, 'Forbidden', `Unauthorized to access attachment with owner: "${reason.unreadable}"`);
}

function missing(
  attachmentId: string,
  status: number,
  error: string,
  message: string,
): KibanaMissingAttachment {
  return { error, message, status, attachmentId };
}
