import type { Attachment, RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import type { Window } from '../../../domain/window.js';

/** Sub-types whose attachments are listed by themselves. */
type CommentType = 'user' | 'alert';

/** So many attachments are read at a time. */
const PORTION = 100;

/** How many attachments of the type the case has now (K15.1): a comment never changes its type. */
export function commentCount({ counts }: Pick<RecordHead, 'counts'>, type: CommentType): number {
  const { created, deleted } = facetsOf(type);
  return (counts[created] ?? 0) - (counts[deleted] ?? 0);
}

/**
 * Attachments of a type in the order of their creation, in portions, as they are now. The history tells which there
 * are: costs the window, and where some were deleted, what was deleted and what is left out.
 */
export async function* commentsOfType(
  store: ActivityStore,
  head: RecordHead,
  type: CommentType,
  window: Pick<Window, 'order' | 'skip' | 'limit'>,
): AsyncGenerator<readonly Attachment[]> {
  let ids: string[] = [];
  for await (const id of idsOfType(store, head, type, window)) {
    ids.push(id);
    if (ids.length < PORTION) continue;
    yield await existing(store, head, ids);
    ids = [];
  }
  if (ids.length > 0) yield await existing(store, head, ids);
}

async function* idsOfType(
  store: ActivityStore,
  head: RecordHead,
  type: CommentType,
  { order, skip, limit }: Pick<Window, 'order' | 'skip' | 'limit'>,
): AsyncGenerator<string> {
  const { created, deleted } = facetsOf(type);
  const gone = new Set<string>();
  const all = { order, skip: 0, limit: head.seq };
  for await (const id of commentIds(store, head, { ...all, facets: [deleted] })) gone.add(id);
  const [left, window] = gone.size === 0 ? [0, { order, skip, limit }] : [skip, all];
  const end = left + Math.min(limit, commentCount(head, type));
  let count = 0;
  if (limit === 0) return;
  for await (const id of commentIds(store, head, { ...window, facets: [created] })) {
    if (gone.has(id)) continue;
    count += 1;
    if (count > left) yield id;
    if (count >= end) return;
  }
}

async function* commentIds(store: ActivityStore, head: RecordHead, window: Window): AsyncGenerator<string> {
  for await (const portion of store.entries(head, window)) {
    for (const { change } of portion) if (change.type === 'comment') yield change.commentId;
  }
}

async function existing(
  store: ActivityStore,
  { subject }: RecordHead,
  ids: readonly string[],
): Promise<readonly Attachment[]> {
  return (await store.attachments(subject, ids)).filter((one) => one !== undefined);
}

function facetsOf(type: CommentType): Readonly<Record<'created' | 'deleted', string>> {
  return { created: `comment:${type}:created`, deleted: `comment:${type}:deleted` };
}
