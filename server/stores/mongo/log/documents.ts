import type { Checkpoint, LoggedEntry } from '../../../domain/log/space_log.js';

/** What a row says about its entry; all of it goes when the record is erased. */
export interface EntryFields {
  /** The record's history. */
  readonly h: string;
  /** `seq`. */
  readonly q: number;
  /** `(number, seq)` as one number. */
  readonly n: number;
  /** Kind and id of the record. */
  readonly k: string;
  readonly r: string;
  /** Owner. */
  readonly o: string;
  /** The facet, a long one by its digest. `g`: as JSON text where `f` is a digest. */
  readonly f: string;
  readonly g?: string;
  /** Time. */
  readonly t: Date;
  /** Kind of the actor, and the key of one that has a name. */
  readonly d: LoggedEntry['actorKind'];
  readonly a?: string;
}

/** A row that has no position yet: the hash of its leaf and, unless the record is erased, the entry. */
export interface NewRowDocument extends Partial<EntryFields> {
  readonly y: Uint8Array;
  readonly gone?: true;
}

/** One position of a space's log. */
export interface LogRowDocument extends NewRowDocument {
  /** Space and position. */
  readonly s: string;
  readonly p: number;
}

/** How a log stands at one size. */
export interface LogState {
  readonly size: number;
  /** Hashes of the perfect subtrees, largest first, 32 bytes each. */
  readonly frontier: Uint8Array;
  readonly first?: Date;
  readonly last?: Date;
}

/** A record whose entries were appended. */
export interface AppendedRecord {
  readonly key: string;
  readonly h: string;
  /** All its entries up to this `seq` have positions now. */
  readonly to: number;
}

/** What was appended and is still to be moved to its places; the state is that after it. */
export interface PendingRows extends LogState {
  readonly rows: readonly NewRowDocument[];
  /** What will be `behind`; all records of the rows are among them. */
  readonly records: readonly AppendedRecord[];
}

/**
 * The log of a space. `size` and the rest of the state count what has been moved: readers need not look at
 * `pending`. Whoever appends sets `pending` where there is none; that is the one atomic point.
 */
export interface LogDocument extends LogState {
  readonly _id: string;
  readonly pending?: PendingRows;
  /** Records which may not say themselves yet how far they are in the log. */
  readonly behind?: readonly AppendedRecord[];
  /** Since when `pending` is there: only then, and in the sparse index. */
  readonly open?: Date;
  readonly checkpoint?: Checkpoint;
}

/** A tile of a space's tree; `_id` is `space/level/index`. */
export interface TileDocument {
  readonly _id: string;
  /** Hashes that it has. */
  readonly w: number;
  /** Their bytes, as they were appended. */
  readonly b: readonly Uint8Array[];
}

/** A value by its name; `value` is JSON text. */
export interface RegistryDocument {
  readonly _id: string;
  readonly v: number;
  readonly value: string;
  readonly until?: Date;
}
