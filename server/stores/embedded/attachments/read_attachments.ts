import type { Subject } from '../../../domain/activity.js';
import type { AttachmentQuery } from '../../../domain/attachment_keys.js';
import { isStorableId } from '../../../domain/record.js';
import type { Attachment } from '../../../domain/record.js';
import { decodeAttachment } from '../codec.js';
import { recordKeys } from '../keys.js';
import type { Operations } from '../operations.js';
import { isStorable } from '../plan_write.js';
import { recordsWith } from './attachment_index.js';

/** As the port's `attachments`: all of one snapshot; each is decoded in a turn of its own if need be. */
export async function readAttachments(
  operations: Operations,
  subject: Subject,
  ids: readonly string[],
): Promise<readonly (Attachment | undefined)[]> {
  if (!isStorable(subject)) return ids.map(() => undefined);
  const keys = recordKeys(subject);
  const texts = await operations.read((db) =>
    db.doesExist(keys.head) ? ids.map((id) => db.get(keys.attachment(id))) : [],
  );
  const attachments: (Attachment | undefined)[] = [];
  for (const [i] of ids.entries()) {
    const text = texts[i];
    attachments.push(text === undefined ? undefined : await operations.read(() => decodeAttachment(text)));
  }
  return attachments;
}

/** As the port's `attachedTo`. */
export function readAttachedTo(operations: Operations, query: AttachmentQuery): Promise<readonly Subject[]> {
  const { space, kind } = query;
  if (!isStorableId(space) || !isStorableId(kind)) return Promise.resolve([]);
  return operations.read((db) => recordsWith(db, query));
}
