import type { Subject } from '../../../domain/activity.js';
import type { AttachmentWrite } from '../../../domain/record.js';
import { encodeAttachment } from '../codec.js';
import type { RecordKeys } from '../keys.js';
import type { Put } from '../storage.js';
import { indexedText, indexKeys } from './attachment_index.js';

/** What writes of attachments put and remove. */
export interface AttachmentPlan {
  readonly puts: readonly Put[];
  readonly removes: readonly Buffer[];
}

/**
 * Plans the attachments of one record with their places in the index. Of several writes of an attachment the last
 * counts. @param indexed what an `indexed` key holds now
 */
export function planAttachments(
  { subject, keys }: { readonly subject: Subject; readonly keys: RecordKeys },
  writes: readonly AttachmentWrite[],
  indexed: (key: Buffer) => string | undefined,
): AttachmentPlan {
  const last = new Map(writes.map((write) => [idOf(write), write]));
  const plans = [...last.values()].map((write) => {
    const own = keys.indexed(idOf(write));
    return planOne({ subject, keys, own }, write, indexed(own));
  });
  return { puts: plans.flatMap(({ puts }) => puts), removes: plans.flatMap(({ removes }) => removes) };
}

function planOne(
  place: { readonly subject: Subject; readonly keys: RecordKeys; readonly own: Buffer },
  write: AttachmentWrite,
  before: string | undefined,
): AttachmentPlan {
  const { subject, keys, own } = place;
  const old = indexKeys(subject, own, before);
  const key = keys.attachment(idOf(write));
  if (write.type === 'remove') {
    return { puts: [], removes: [key, ...(before === undefined ? [] : [own]), ...old] };
  }
  const value = encodeAttachment(write.attachment);
  const after = indexedText(write.attachment);
  if (after === before) return { puts: [{ key, value, version: 0 }], removes: [] };
  const now = indexKeys(subject, own, after);
  return {
    puts: [
      { key, value, version: 0 },
      { key: own, value: after, version: 0 },
      ...without(now, old).map((added) => ({ key: added, value: '1', version: 0 })),
    ],
    removes: without(old, now),
  };
}

function without(keys: readonly Buffer[], others: readonly Buffer[]): readonly Buffer[] {
  const names = new Set(others.map((key) => key.toString('latin1')));
  return keys.filter((key) => !names.has(key.toString('latin1')));
}

function idOf(write: AttachmentWrite): string {
  return write.type === 'put' ? write.attachment.id : write.id;
}
