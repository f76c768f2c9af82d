import type { Activity, Subject } from './activity.js';
import type { Attachment, RecordHead, RecordWrite } from './record.js';
import type { RecordImage } from './record_image.js';

/** Which entries of a history are asked for. Cost is `limit`, not `skip` nor the length of the history. */
export interface Window {
  /** `asc`: oldest first. By `seq`, never by time. */
  readonly order: 'asc' | 'desc';
  /** Entries to leave out at the beginning of the order. */
  readonly skip: number;
  readonly limit: number;
  /** Only this `seq` and older ones count; default: all. */
  readonly upTo?: number | undefined;
  /** Only entries of these facets; default: all. */
  readonly facets?: readonly string[] | undefined;
}

/** Entries by `seq`, both ends included. */
export interface SeqRange {
  readonly from: number;
  readonly to: number;
}

/** One page of a history and the head it was read with. */
export interface HistoryPage {
  readonly head: RecordHead;
  readonly activities: readonly Activity[];
}

/**
 * Persistence port. Implementations pass `test/contract/`.
 * A string that is no storable id names nothing: reads answer `undefined`.
 * @throws STORE_UNAVAILABLE from every method when the store does not answer, is full or is closed
 */
export interface ActivityStore {
  /** The record as it is now; `undefined` if it was never recorded or is erased. Soft-deleted ones are answered. */
  head(subject: Subject): Promise<RecordHead | undefined>;

  /** The record with its attachments, oldest first, both of the same moment. */
  record(
    subject: Subject,
  ): Promise<{ readonly head: RecordHead; readonly attachments: readonly Attachment[] } | undefined>;

  /** A page of the history and the head, both of the same moment: never shorter than the head says. */
  page(subject: Subject, window: Window): Promise<HistoryPage | undefined>;

  /**
   * The entries of a history from one `seq` to another, both included, oldest first. `head` is one that this
   * store has answered and counts them. While a record is being erased they may still be answered.
   * @throws RECORD_NOT_FOUND when the record is erased
   */
  entries(head: RecordHead, range: SeqRange): Promise<readonly Activity[]>;

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
   */
  subjects(after: Subject | undefined, limit: number): Promise<readonly Subject[]>;

  /**
   * Writes a record as it was elsewhere, with the same number, revision, entries and times; numbers given later
   * are higher than its own. Nobody sees it before all of it is durable. One that was broken off leaves nothing
   * in the way of the next. Memory does not grow with the history.
   * @throws VERSION_CONFLICT when the record is there already or is being restored by somebody else
   * @throws INTERNAL_ERROR when the image is not whole, and whatever its `activities` reject with
   */
  restore(image: RecordImage): Promise<void>;

  /** Resolves when the store answers. */
  ping(): Promise<void>;

  /** Finishes what is running and releases everything; later calls fail. */
  close(): Promise<void>;
}

/** The `seq` range a window without facets means, both ends included; `undefined` when it is empty. */
export function seqRange(head: RecordHead, window: Window): SeqRange | undefined {
  const newest = Math.min(head.seq, window.upTo ?? head.seq);
  const range =
    window.order === 'asc'
      ? { from: window.skip + 1, to: Math.min(newest, window.skip + window.limit) }
      : { from: Math.max(1, newest - window.skip - window.limit + 1), to: newest - window.skip };
  return range.from <= range.to ? range : undefined;
}

/** How many entries a window's filter matches in the whole history. `upTo` does not count here. */
export function matching(head: RecordHead, facets: readonly string[] | undefined): number {
  if (facets === undefined) return head.seq;
  return [...new Set(facets)].reduce(
    (sum, facet) => sum + (Object.hasOwn(head.counts, facet) ? (head.counts[facet] ?? 0) : 0),
    0,
  );
}
