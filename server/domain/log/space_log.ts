import type { Actor, Subject } from '../activity.js';
import type { RecordHead, SeqRange } from '../record.js';
import type { Frontier } from './merkle.js';

/**
 * The log of each space: all entries of all its records in one order, that of their positions 0, 1, 2 ..., which
 * has no gaps and never changes; within a record it is that of `seq`. Entries get their positions soon after
 * they are committed. Every answer is of what had a position when it was asked for, and no other.
 * A string that is no storable id names no space: an empty log.
 * @throws LOG_DISABLED from every method of a store that was opened without log, but for `mark` and `watch`
 * @throws STORE_UNAVAILABLE as every method of the store
 */
export interface SpaceLog {
  /** Resolves when every entry of the space that any process had acknowledged before the call has a position. */
  catchUp(space: string): Promise<void>;

  /** How long the log is and what its tree looks like. */
  head(space: string): Promise<LogHead>;

  /**
   * The rows at these positions, as far as there are any: never short in between, rows of erased records are there
   * without their entry. While a record is being erased its entries may still be named.
   */
  rows(space: string, range: PositionRange): Promise<readonly LogRow[]>;

  /** Rows of one owner or of one actor by time, those of erased records left out; fewer than `limit` at the end only. */
  byTime(space: string, window: TimeWindow): Promise<readonly LogRow[]>;

  /** The positions of a record's entries, of each in the range; `undefined` for those that have none yet. */
  positions(head: RecordHead, range: SeqRange): Promise<readonly (number | undefined)[]>;

  /** Hashes of a tile, 32 bytes each, as many as there are now; empty when the tile does not exist (N10.3). */
  tile(space: string, level: number, index: number): Promise<Uint8Array>;

  /**
   * Keeps a checkpoint if it is of a larger tree than the one that is kept.
   * @returns `false` when somebody has published one of this size or a larger one
   */
  publish(space: string, checkpoint: Checkpoint): Promise<boolean>;

  /** Spaces that have a log, in the order of their UTF-8 bytes: at most `limit` after `after`. */
  spaces(after: string | undefined, limit: number): Promise<readonly string[]>;

  /**
   * Calls `look` when there may be something new in the space, whichever process has written it (N6): what this one
   * commits at once, what others do when their entries get positions, both before anybody has a position for it
   * here. A call too few or too many changes nothing but time, so `look` begins to look and must not throw. There is
   * one watcher per space, however many watch, and none when nobody does.
   * @returns what ends it
   */
  watch(space: string, look: () => void): () => void;

  /** Has the sequencer look at a record which was written without log, or restored. Nothing else changes. */
  mark(head: RecordHead): Promise<void>;

  /**
   * Appends rows as they were elsewhere, the first at the end of this log; entries that they name then have these
   * positions. At most `MAX_APPENDED` rows. Of a row whose record is not here, or is another one, the entry is
   * left out.
   * @throws VERSION_CONFLICT when the log does not end where the first row stands
   */
  extend(space: string, rows: readonly LogRow[]): Promise<void>;
}

/** Rows that are appended to a log at once. */
export const MAX_APPENDED = 500;

/** Positions from `start` up to but without `end`. */
export interface PositionRange {
  readonly start: number;
  readonly end: number;
}

/** The state of a log. */
export interface LogHead {
  /** How many positions there are: the next one. */
  readonly size: number;
  readonly frontier: Frontier;
  /** The earliest and the latest time of an entry that ever was in it; absent in an empty log. */
  readonly first?: Date | undefined;
  readonly last?: Date | undefined;
  /** The newest checkpoint that was published. */
  readonly checkpoint?: Checkpoint | undefined;
}

/** A signed statement about the tree (N10.3). */
export interface Checkpoint {
  readonly size: number;
  /** The signed note. */
  readonly note: string;
}

/** One position of a log. */
export interface LogRow {
  readonly position: number;
  /** Hash of the entry's leaf, base64url: it stays when the record is erased. */
  readonly hash: string;
  /** Absent when its record was erased. */
  readonly entry?: LoggedEntry | undefined;
}

/** What the log says about an entry, enough to filter by. */
export interface LoggedEntry {
  readonly subject: Subject;
  /** The record's number: another record of the same name has another one. */
  readonly number: number;
  readonly seq: number;
  readonly owner: string;
  readonly facet: string;
  readonly at: Date;
  readonly actorKind: Actor['kind'];
  /** As `actorKeyOf` makes it; absent for an actor without a user name. */
  readonly actorKey?: string | undefined;
}

/** Which rows of a space, in the order of `(at, number, seq)`. */
export interface TimeWindow {
  readonly of: { readonly owner: string } | { readonly actorKey: string };
  /** `asc`: earliest first. */
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** The bounds, both included; default: none. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only what comes behind this row in the order. */
  readonly after?: RowPlace | undefined;
}

/** Where a row stands in the order of time: times are shared, these are not. */
export type RowPlace = Pick<LoggedEntry, 'at' | 'number' | 'seq'>;
