import type { UpdateFilter, WithId } from 'mongodb';
import { ActivityError } from '../../../domain/errors.js';
import type { AttachmentDocument } from '../documents.js';
import { findNamed } from '../read/find_named.js';
import { inOrder } from '../in_order.js';
import { repeatedBulk } from '../repeated_bulk.js';
import type { Workbench } from '../workbench.js';
import type { OutboxJob } from './outbox_release.js';

/** `rev`: the revision of the record that wrote it. */
type StoredAttachment = AttachmentDocument & { readonly h: string; readonly rev: number };

/** What is read of one that is there. */
type Stored = Pick<WithId<StoredAttachment>, '_id' | 'rev'>;

/** Others may insert or erase the same meanwhile. */
const MAX_ATTEMPTS = 20;

/** As many as are read by one command. */
const MAX_NAMES = 1_000;

/** Moves what commits did to attachments into the collection; most of it is new. */
export async function moveAttachments(bench: Workbench, jobs: readonly OutboxJob[]): Promise<void> {
  await writeAttachments(bench, latest(jobs), ({ revision }) => revision === 1);
}

/**
 * Writes attachments where no newer writes of them are. New ones are inserted without looking. Of the others, and
 * where a new one is there already, by whoever wrote it first or under an id that is used again, it is read first what
 * there is: there are engines that look for each upsert of a bulk anew, and take the longer the more attachments
 * there are.
 */
export async function writeAttachments(
  bench: Workbench,
  writes: readonly StoredAttachment[],
  isNew: (write: StoredAttachment) => boolean,
): Promise<void> {
  const allNew = await insertAll(bench, writes.filter(isNew));
  let left = allNew ? writes.filter((write) => !isNew(write)) : writes;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > MAX_ATTEMPTS) throw new ActivityError('STORE_UNAVAILABLE', 'Attachments come and go.');
    const stored = await storedOf(bench, left);
    await updateAll(bench, left, stored);
    const absent = left.filter((write) => !stored.has(keyOf(write)));
    left = (await insertAll(bench, absent)) ? [] : absent;
  }
}

/** Answers whether none of them was there. */
async function insertAll(bench: Workbench, writes: readonly StoredAttachment[]): Promise<boolean> {
  if (writes.length === 0) return true;
  const insert = (): Promise<unknown> =>
    // With copies: the driver writes an id into what it is given, and each try needs its own.
    bench.collections.attachments.insertMany(
      writes.map((one) => ({ ...one })),
      { ordered: false },
    );
  return !(await repeatedBulk(bench, insert));
}

/** Of a removed one a mark without state stays, so that a late write cannot bring it back. */
async function updateAll(
  bench: Workbench,
  writes: readonly StoredAttachment[],
  stored: ReadonlyMap<string, Stored>,
): Promise<void> {
  const updates = inOrder(writes, keyOf).flatMap((write) => {
    const { _id, rev } = stored.get(keyOf(write)) ?? {};
    if (_id === undefined || rev === undefined || rev >= write.rev) return [];
    return [{ updateOne: { filter: { _id, h: write.h, rev: { $lt: write.rev } }, update: changeTo(write) } }];
  });
  if (updates.length === 0) return;
  await repeatedBulk(bench, () => bench.collections.attachments.bulkWrite(updates, { ordered: false }));
}

async function storedOf(
  bench: Workbench,
  writes: readonly StoredAttachment[],
): Promise<ReadonlyMap<string, Stored>> {
  const stored = new Map<string, Stored>();
  for (const h of new Set(writes.map((write) => write.h))) {
    const ids = writes.filter((write) => write.h === h).map(({ id }) => id);
    for (let from = 0; from < ids.length; from += MAX_NAMES) {
      const found = await findNamed(bench, bench.collections.attachments, {
        ...{ filter: { h }, field: 'id', names: ids.slice(from, from + MAX_NAMES) },
        projection: { h: 1, id: 1, rev: 1 },
      });
      for (const one of found) stored.set(keyOf(one), one);
    }
  }
  return stored;
}

function keyOf({ h, id }: Pick<StoredAttachment, 'h' | 'id'>): string {
  return `${h}${id}`;
}

/** The newest write of each attachment: the older ones of the same batch would change nothing. */
function latest(jobs: readonly OutboxJob[]): readonly StoredAttachment[] {
  const newest = new Map<string, StoredAttachment>();
  for (const { h, item } of jobs) {
    for (const attachment of item.attachments) {
      const id = keyOf({ h, id: attachment.id });
      if ((newest.get(id)?.rev ?? 0) <= item.rev) newest.set(id, { h, rev: item.rev, ...attachment });
    }
  }
  return [...newest.values()];
}

function changeTo({
  rev,
  revision,
  createdSeq,
  state,
  k,
  r,
}: StoredAttachment): UpdateFilter<StoredAttachment> {
  const absent = Object.entries({ state, k, r }).filter(([, value]) => value === undefined);
  return {
    $set: {
      ...{ rev, revision, createdSeq },
      ...(state !== undefined && { state }),
      ...(k !== undefined && { k }),
      ...(r !== undefined && { r }),
    },
    ...(absent.length > 0 && { $unset: Object.fromEntries(absent.map(([name]) => [name, '' as const])) }),
  };
}
