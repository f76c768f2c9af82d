import { createHash } from 'node:crypto';
import type { Subject } from '../../../domain/activity.js';
import { attachmentKeys } from '../../../domain/attachment_keys.js';
import { exactJson } from '../../../domain/exact_json.js';
import type { JsonObject } from '../../../domain/json.js';
import type { Attachment, AttachmentWrite } from '../../../domain/record.js';
import type { AttachmentDocument } from '../documents.js';

/** An attachment of the record as a write leaves it; `attachmentOf` is the way back. */
export function attachmentDocument(subject: Subject, write: AttachmentWrite): AttachmentDocument {
  if (write.type === 'remove') return { id: write.id, revision: 0, createdSeq: 0 };
  const { id, revision, createdSeq, state } = write.attachment;
  const k = attachmentKeys(write.attachment).map((key) => indexedKey(subject, key));
  return { id, revision, createdSeq, state: exactJson(state), k, r: subject.id };
}

/** The attachment that `attachmentDocument` wrote; `undefined` for one that was removed. */
export function attachmentOf(document: AttachmentDocument): Attachment | undefined {
  if (document.state === undefined) return undefined;
  const { id, revision, createdSeq } = document;
  // What `exactJson` wrote: only this store writes these texts.
  return { id, revision, createdSeq, state: JSON.parse(document.state) as JsonObject };
}

/**
 * How a key of an attachment stands in the index: 22 characters for each key of each kind and space. Keys come from
 * hosts: any length, NUL, lone surrogates. JSON keeps them apart.
 */
export function indexedKey({ space, kind }: Omit<Subject, 'id'>, key: string): string {
  const identity = JSON.stringify([space, kind, key]);
  return createHash('sha256').update(identity).digest('base64url').slice(0, 22);
}
