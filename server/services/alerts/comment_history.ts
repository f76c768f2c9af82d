import type { Activity, Actor } from '../../domain/activity.js';
import type { Attachment, RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Window } from '../../domain/window.js';
import { entryAt } from '../entry_at.js';
import { commentAttachment } from './comment_mutations.js';

const CREATED = 'comment:user:created';
const UPDATED = 'comment:user:updated';
const DELETED = 'comment:user:deleted';

/** A comment as it is now, and who wrote it. */
export interface CommentView {
  readonly attachment: Attachment;
  readonly author: Actor;
}

/** What the history says of a comment behind the entry that created it. */
interface Later {
  readonly deleted: boolean;
  readonly edits: number;
  /** `seq` of the newest edit; the text is read when it is wanted. */
  readonly newest: number;
}

/** A comment that is not deleted. */
interface Trace {
  readonly id: string;
  readonly created: Activity;
  readonly later: Later | undefined;
}

/** How many comments the alert has that are not deleted. */
export function commentCount({ counts }: RecordHead): number {
  return (counts[CREATED] ?? 0) - (counts[DELETED] ?? 0);
}

/**
 * Comments as the history tells them, newest first, in portions of one. Of a comment no more than numbers is held
 * in memory until it is its turn; costs the entries about comments that are newer than the last one wanted.
 */
export async function* commentsOf(
  store: ActivityStore,
  head: RecordHead,
  { skip, limit }: Pick<Window, 'skip' | 'limit'>,
): AsyncGenerator<readonly CommentView[]> {
  const end = Math.min(skip + limit, commentCount(head));
  if (skip >= end) return;
  let count = 0;
  for await (const trace of tracesOf(store, head)) {
    count += 1;
    if (count > skip) yield [await viewOf(store, head, trace)];
    if (count >= end) return;
  }
}

/** The comment of this id; `undefined` when there is none or it is deleted. */
export async function findComment(
  store: ActivityStore,
  head: RecordHead,
  id: string,
): Promise<CommentView | undefined> {
  for await (const trace of tracesOf(store, head)) if (trace.id === id) return viewOf(store, head, trace);
  return undefined;
}

/** The comment that the entry of this `seq` created, as it was then. */
export async function createdComment(
  store: ActivityStore,
  head: RecordHead,
  seq: number,
): Promise<Attachment> {
  const created = await entryAt(store, head, seq);
  const id = created.change.type === 'comment' ? created.change.commentId : '';
  return (await viewOf(store, head, { id, created, later: undefined })).attachment;
}

async function* tracesOf(store: ActivityStore, head: RecordHead): AsyncGenerator<Trace> {
  const facets = [CREATED, UPDATED, DELETED];
  const seen = new Map<string, Later>();
  for await (const entries of store.entries(head, { order: 'desc', skip: 0, limit: head.seq, facets })) {
    for (const entry of entries) {
      const { change, seq } = entry;
      if (change.type !== 'comment') continue;
      const id = change.commentId;
      const later = seen.get(id);
      if (change.verb === 'created') {
        seen.delete(id);
        if (later?.deleted !== true) yield { id, created: entry, later };
      } else {
        const { deleted = change.verb === 'deleted', edits = 0, newest = seq } = later ?? {};
        seen.set(id, { deleted, edits: edits + 1, newest });
      }
    }
  }
}

async function viewOf(
  store: ActivityStore,
  head: RecordHead,
  { id, created, later }: Trace,
): Promise<CommentView> {
  const newest = later === undefined ? created : await entryAt(store, head, later.newest);
  const comment = newest.change.type === 'comment' ? newest.change.comment : {};
  const { actor: author, seq: createdSeq } = created;
  const times = { created: created.at, updated: newest.at };
  const place = { id, createdSeq, revision: 1 + (later?.edits ?? 0) };
  return { attachment: commentAttachment(place, { comment, author, times }), author };
}
