import type { AttachmentDocument, RecordDocument } from '../documents.js';

/** An attachment and the record's revision that wrote it. */
export type WrittenAttachment = AttachmentDocument & { readonly rev: number };

/**
 * Attachments as of a reading of their record's document, those that were removed too: what its outbox holds over what
 * was read of the collection afterwards. `undefined` when one of these was written since.
 */
export function currentAttachments(
  { revision, pending = [] }: Pick<RecordDocument, 'revision' | 'pending'>,
  stored: readonly WrittenAttachment[],
): ReadonlyMap<string, WrittenAttachment> | undefined {
  if (stored.some(({ rev }) => rev > revision)) return undefined;
  const current = new Map(stored.map((one) => [one.id, one]));
  for (const { rev, attachments } of pending) {
    // What is in the outbox may be older: commits of several processes do not leave it in order.
    for (const one of attachments) {
      if ((current.get(one.id)?.rev ?? 0) <= rev) current.set(one.id, { ...one, rev });
    }
  }
  return current;
}
