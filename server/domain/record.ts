import { randomUUID } from 'node:crypto';
import { MAX_ID_BYTES, MAX_SEQ } from '../../common/constants.js';
import type { Activity, Actor, Change, Context, Subject } from './activity.js';
import { facetOf } from './activity.js';
import { ActivityError } from './errors.js';
import type { JsonObject } from './json.js';
import type { Listing } from './listing.js';
import type { Chain } from './seal.js';

/** A record as it is now, with what is needed to continue its history. */
export interface RecordHead {
  readonly subject: Subject;
  /** Globally unique, from 1, given once and never reused; may have gaps (C3). */
  readonly number: number;
  readonly owner: string;
  /** Grows by one with every commit; what a writer must have seen to write. */
  readonly revision: number;
  /** `seq` of the newest entry, so the length of the history. */
  readonly seq: number;
  /** Entries per facet; their sum is `seq`. */
  readonly counts: Readonly<Record<string, number>>;
  /** `at` of the newest entry. */
  readonly lastAt: Date;
  /** Deleted with its history kept. */
  readonly deleted: boolean;
  /** The record's own fields. */
  readonly state: JsonObject;
  /** How far the entries are sealed; behind `seq` only in a store that is older than seals (N10.7). */
  readonly chain?: Chain | undefined;
  /** Values of its entries that are erased, as the newest redaction counted them; absent: there was none. */
  readonly erasedParts?: number | undefined;
  /** The highest position of each feed that wrote to the record (N7.3). */
  readonly feeds?: Readonly<Record<string, number>> | undefined;
  /** The newest commits that were made with an idempotency key, oldest first (C10.2). */
  readonly recentKeys?: readonly RecentKey[] | undefined;
}

/** Entries by `seq`, both ends included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/** A commit that can be asked for again by its idempotency key. */
export interface RecentKey {
  /** Digest of principal, space, path and key. */
  readonly key: string;
  /** Digest of the canonical body. */
  readonly body: string;
  /** The entries that it wrote, both ends included. */
  readonly from: number;
  readonly to: number;
}

/** A comment or other attachment of a record, as it is now. */
export interface Attachment {
  readonly id: string;
  /** Grows by one with every write to the attachment. */
  readonly revision: number;
  /** `seq` of the entry that created it: the order of a record's attachments. */
  readonly createdSeq: number;
  readonly state: JsonObject;
}

/** What a commit does with one attachment. */
export type AttachmentWrite =
  | { readonly type: 'put'; readonly attachment: Attachment }
  | { readonly type: 'remove'; readonly id: string };

/** Saves a record with its entries. `expected` is the revision that was read; 0: the record must not exist. */
export interface RecordSave {
  readonly type: 'save';
  readonly expected: number;
  readonly head: RecordHead;
  readonly activities: readonly Activity[];
  readonly attachments: readonly AttachmentWrite[];
  /** What lists are to know of the record; absent: it is on none. */
  readonly listing?: Listing | undefined;
}

/** Removes a record, its attachments and its whole history. */
export interface RecordErasure {
  readonly type: 'erase';
  readonly expected: number;
  readonly subject: Subject;
}

/** One record's part of a commit. */
export type RecordWrite = RecordSave | RecordErasure;

/** What a use case wants to be written to one record. */
export interface Mutation {
  readonly state: JsonObject;
  readonly changes: readonly Change[];
  readonly actor: Actor;
  readonly at: Date;
  readonly context?: Context | undefined;
  /** The time that the writer claims; kept in the context where `at` is later than that (N7.2). */
  readonly statedAt?: Date | undefined;
  readonly deleted?: boolean;
  /** Attachment writes; `createdSeq` of new ones is known from `firstSeq`. */
  readonly attachments?: readonly AttachmentWrite[];
}

/** The time to record for something that happens now: the clock's, but never before the newest entry. */
export function clampedTime(head: RecordHead, now: Date): Date {
  return head.lastAt > now ? head.lastAt : now;
}

/** The write that starts a record's history. */
export function creation(
  identity: { subject: Subject; owner: string; number: number },
  mutation: Mutation,
): RecordSave {
  const empty: RecordHead = {
    ...identity,
    revision: 0,
    seq: 0,
    counts: {},
    lastAt: mutation.at,
    deleted: false,
    state: {},
  };
  return continuation(empty, mutation);
}

/**
 * The write that continues a record's history: numbers the entries, clamps their time, counts facets.
 * The last `seq` is kept for the entry of the deletion (C3).
 * @throws HISTORY_FULL when the record cannot take that many entries
 */
export function continuation(head: RecordHead, mutation: Mutation): RecordSave {
  const at = clampedTime(head, mutation.at);
  const seq = head.seq + mutation.changes.length;
  if (seq > (mutation.deleted === true ? MAX_SEQ : MAX_SEQ - 1)) {
    throw new ActivityError('HISTORY_FULL', 'The history of the record is full.');
  }
  const counts: Record<string, number> = { ...head.counts };
  const context = contextOf(mutation, at);
  const activities = mutation.changes.map((change, i): Activity => {
    const facet = facetOf(change);
    counts[facet] = (counts[facet] ?? 0) + 1;
    return {
      id: randomUUID(),
      seq: head.seq + 1 + i,
      subject: head.subject,
      owner: head.owner,
      at,
      actor: mutation.actor,
      change,
      ...(context === undefined ? {} : { context }),
    };
  });
  return {
    type: 'save',
    expected: head.revision,
    head: {
      ...head,
      revision: head.revision + 1,
      seq,
      counts,
      lastAt: activities.length === 0 ? head.lastAt : at,
      deleted: mutation.deleted ?? head.deleted,
      state: mutation.state,
    },
    activities,
    attachments: mutation.attachments ?? [],
  };
}

function contextOf({ context, statedAt }: Mutation, at: Date): Context | undefined {
  if (statedAt === undefined || statedAt >= at) return context;
  return { ...context, statedAt: statedAt.toISOString() };
}

/**
 * Whether the string can name a record or a space's member: not empty, well-formed Unicode without NUL,
 * at most 512 bytes of UTF-8. Any other string names nothing.
 */
export function isStorableId(id: string): boolean {
  return (
    id !== '' &&
    id.isWellFormed() &&
    !id.includes('\0') &&
    id.length <= MAX_ID_BYTES &&
    Buffer.byteLength(id) <= MAX_ID_BYTES
  );
}
