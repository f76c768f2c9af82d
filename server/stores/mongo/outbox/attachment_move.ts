import type { AnyBulkWriteOperation } from 'mongodb';
import type { AttachmentDocument } from '../documents.js';
import { repeatedBulk } from '../repeated_bulk.js';
import type { Workbench } from '../workbench.js';
import type { OutboxJob } from './outbox_release.js';

/** `rev`: the revision of the record that wrote it. */
type StoredAttachment = AttachmentDocument & { readonly h: string; readonly rev: number };

/** Moves what commits did to attachments into the collection; most of it is new. */
export async function moveAttachments(bench: Workbench, jobs: readonly OutboxJob[]): Promise<void> {
  await writeAttachments(bench, latest(jobs), ({ revision }) => revision === 1);
}

/**
 * Writes attachments where no newer writes of them are. New ones are inserted at once: there are engines on which an
 * upsert takes the longer the more attachments there are. Where one of them is there already, by whoever wrote it
 * first or under an id that is used again, all are left to upserts.
 */
export async function writeAttachments(
  bench: Workbench,
  writes: readonly StoredAttachment[],
  isNew: (write: StoredAttachment) => boolean,
): Promise<void> {
  const { attachments } = bench.collections;
  const fresh = writes.filter(isNew);
  const insert = (): Promise<unknown> =>
    // With copies: the driver writes an id into what it is given, and each try needs its own.
    attachments.insertMany(
      fresh.map((one) => ({ ...one })),
      { ordered: false },
    );
  const known = fresh.length > 0 && (await repeatedBulk(bench, insert));
  const upserts = (known ? writes : writes.filter((one) => !isNew(one))).map(attachmentUpsert);
  if (upserts.length === 0) return;
  const upsert = (): Promise<unknown> => attachments.bulkWrite(upserts, { ordered: false });
  // Two upserts may both want to insert; whoever loses finds the document the second time, or a newer one.
  if (await repeatedBulk(bench, upsert)) await repeatedBulk(bench, upsert);
}

/** The newest write of each attachment: the older ones of the same batch would change nothing. */
function latest(jobs: readonly OutboxJob[]): readonly StoredAttachment[] {
  const newest = new Map<string, StoredAttachment>();
  for (const { h, item } of jobs) {
    for (const attachment of item.attachments) {
      const id = `${h}${attachment.id}`;
      if ((newest.get(id)?.rev ?? 0) <= item.rev) newest.set(id, { h, rev: item.rev, ...attachment });
    }
  }
  return [...newest.values()];
}

/**
 * Puts an attachment where no newer write of it is. A removed one stays as a mark without state, so that a late
 * write cannot bring it back.
 */
function attachmentUpsert(attachment: StoredAttachment): AnyBulkWriteOperation<StoredAttachment> {
  const { h, id, rev, revision, createdSeq, state, k, r } = attachment;
  const absent = Object.entries({ state, k, r }).filter(([, value]) => value === undefined);
  return {
    updateOne: {
      filter: { h, id, rev: { $lt: rev } },
      update: {
        $set: {
          ...{ rev, revision, createdSeq },
          ...(state !== undefined && { state }),
          ...(k !== undefined && { k }),
          ...(r !== undefined && { r }),
        },
        ...(absent.length > 0 && { $unset: Object.fromEntries(absent.map(([name]) => [name, '' as const])) }),
      },
      upsert: true,
    },
  };
}
