import type { Activity, Seal, Subject } from './activity.js';
import type { AttachmentQuery } from './attachment_keys.js';
import type { JsonObject } from './json.js';
import type { Attachment, RecordHead, RecordWrite } from './record.js';
import type { Listing } from './listing.js';
import type { SpaceLog } from './log/space_log.js';
import type { RecordImage } from './record_image.js';
import type { Registry } from './registry.js';
import type { RequestCounts } from './request_counts.js';
import type { RecordPage, RecordQuery } from './record_list.js';
import type { Selection, Window } from './window.js';

/** An entry with its seal. */
export type SealedActivity = Activity & { readonly seal: Seal };

/** What is erased of a record that stays. */
export interface Redaction {
  /** As it was read; its revision grows by one. */
  readonly head: RecordHead;
  readonly state: JsonObject;
  /** Those that change, with another revision. */
  readonly attachments: readonly Attachment[];
  /** Those that change. */
  readonly activities: readonly SealedActivity[];
  readonly listing?: Listing | undefined;
}

/** Stored size at which a portion of a history ends, in bytes or characters of JSON. */
export const PORTION_BYTES = 262_144;

/** What is durable but not yet where it belongs; readers see it all the same. */
export interface Backlog {
  /** At most 1,000 are counted. */
  readonly records: number;
  /** Since when the oldest of them waits. */
  readonly oldest: Date | undefined;
}

/**
 * Persistence port. Implementations pass `test/contract/`.
 * A string that is no storable id names nothing: reads answer `undefined`.
 * @throws STORE_UNAVAILABLE from every method when the store does not answer, is full or is closed
 */
export interface ActivityStore {
  /** The record as it is now; `undefined` if it was never recorded or is erased. Soft-deleted ones are answered. */
  head(subject: Subject): Promise<RecordHead | undefined>;

  /** Those records as they are now, each in the place of its subject. At most 1,000. */
  heads(subjects: readonly Subject[]): Promise<readonly (RecordHead | undefined)[]>;

  /** The record with its attachments, oldest first, both of the same moment. */
  record(
    subject: Subject,
  ): Promise<{ readonly head: RecordHead; readonly attachments: readonly Attachment[] } | undefined>;

  /**
   * Attachments of a record as they are now, each in the place of its id; `undefined`: there is none, or the record
   * is gone. At most 1,000.
   */
  attachments(subject: Subject, ids: readonly string[]): Promise<readonly (Attachment | undefined)[]>;

  /**
   * Records of a kind that have an attachment with this key (`attachmentKeys`), by their ids, at most `limit`. One
   * that has just lost it may be named; one that has it always is, when it got it by a commit of its own.
   */
  attachedTo(query: AttachmentQuery): Promise<readonly Subject[]>;

  /**
   * The entries that a window means of the history which `head` counts, in its order, never fewer, never any that
   * came later. `head` is one that this store has answered. They come in portions of at least one entry and at
   * most about `PORTION_BYTES`; a portion is read when it is asked for, and nothing is held in between. While a
   * record is being erased its entries may still be answered.
   * @throws RECORD_NOT_FOUND when the record is erased
   */
  entries(head: RecordHead, window: Window): AsyncIterable<readonly Activity[]>;

  /**
   * How many entries of the history which `head` counts are selected, exactly. Cost: the logarithm of the history for
   * each facet; what the head tells by itself is not looked up.
   * @throws RECORD_NOT_FOUND when the record is erased and something has to be looked up
   */
  count(head: RecordHead, selection: Selection): Promise<number>;

  /**
   * The one write door: every record of the call is saved with its entries, or nothing is.
   * Durable when the promise resolves. Subjects must be distinct.
   * @throws VERSION_CONFLICT when a record is not at its expected revision; nothing was written
   */
  commit(writes: readonly RecordWrite[]): Promise<void>;

  /** Reserves `count` consecutive record numbers and answers the first; no number is ever given twice. */
  reserveNumbers(count: number): Promise<number>;

  /**
   * Records in an order that never changes, those deleted with their history kept included: at most `limit`
   * after `after`, which need not be there any more. Only the last answer is shorter. Erased while it is
   * walked through, a record may still be named; recorded meanwhile, it may be left out.
   * @param space those of it alone; default: those of all
   */
  subjects(after: Subject | undefined, limit: number, space?: string): Promise<readonly Subject[]>;

  /**
   * A page of the records that have a listing, in the order of one of their ranks, and how many there are.
   * Nothing is estimated. Cost: `docs/decisions/023`.
   */
  records(query: RecordQuery): Promise<RecordPage>;

  /**
   * Writes a record as it was elsewhere, with the same number, revision, entries and times; numbers given later
   * are higher than its own. Nobody sees it before all of it is durable. One that was broken off leaves nothing
   * in the way of the next. Memory does not grow with the history.
   * @throws VERSION_CONFLICT when the record is there already or is being restored by somebody else
   * @throws INTERNAL_ERROR when the image is not whole, and whatever its `activities` reject with
   */
  restore(image: RecordImage): Promise<void>;

  /**
   * What the seals of a record's older entries are made from (N10.7): 32 bytes, the same for everybody who asks
   * until its last entry is adopted, so that any number of processes make the same seals.
   * @throws RECORD_NOT_FOUND when it is not the record that the head tells of any more
   */
  adoptionSecret(head: RecordHead): Promise<Uint8Array>;

  /**
   * Adds seals to neighbouring entries that had none, and moves the record's chain to the last of them; nothing
   * else changes, nor does the revision.
   * @throws VERSION_CONFLICT when the record has been changed, adopted by somebody else, or erased meanwhile
   */
  adopt(head: RecordHead, activities: readonly SealedActivity[]): Promise<void>;

  /**
   * Puts a record of before on lists; nothing else changes. One that is on lists already stays as it is there.
   * @throws VERSION_CONFLICT when the record has been changed or erased meanwhile
   */
  list(head: RecordHead, listing: Listing): Promise<void>;

  /**
   * Puts values in the place of others: entries without what was erased of them, and the record's state and
   * attachments. What orders and proves the history stays: ids, `seq`, times, facets, hashes. Entries come in
   * portions and the head comes last, with how many values of the whole history are erased then: broken off, it is
   * done again.
   * @throws VERSION_CONFLICT when the record has been changed or erased meanwhile
   * @throws INTERNAL_ERROR when an entry is not the one that is stored
   */
  redact(redaction: Redaction): Promise<void>;

  /** The order of all entries of a space. */
  readonly log: SpaceLog;

  /** Small values of the store's users: leases, cursors, jobs. */
  readonly registry: Registry;

  /** Counts that all processes of the store share; absent where requests are counted in each process. */
  readonly requestCounts?: RequestCounts;

  /** Marks the data as of this release's format, after every record of an older one was upgraded. */
  upgraded(): Promise<void>;

  /** What waits in the store's outbox, for its operator's figures; nothing where a store has none. Cost is bounded. */
  backlog(): Promise<Backlog>;

  /** Resolves when the store answers. */
  ping(): Promise<void>;

  /** Finishes what is running and releases everything; later calls fail. */
  close(): Promise<void>;
}
