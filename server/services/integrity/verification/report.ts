/** What verifying finds wrong (N10.4). */
export const PROBLEMS = [
  /** What is stored of an entry does not give its hash. */
  'hash-differs',
  /** The entry follows another one than the one before it. */
  'chain-broken',
  /** A signature that no known key has made of this. */
  'signature-wrong',
  /** An entry that is missing, or cannot be read. */
  'gap',
  /** The head does not tell of the history that there is. */
  'head-differs',
  /** The entry has no position in the log. */
  'not-in-log',
  /** The row or the leaf at a position is another one than that of its entry. */
  'leaf-differs',
  /** A position without a row that can be read. */
  'row-missing',
  /** Something is erased of which the ledger does not tell. */
  'erasure-unaccounted',
  /** An entry in no signed range, which should be in one. */
  'unsigned',
  /** Hashes of the tree are not made of those below them. */
  'root-differs',
  /** The kept checkpoint is of another tree than the log's. */
  'checkpoint-inconsistent',
] as const;

/** One of them. */
export type Problem = (typeof PROBLEMS)[number];

/** Something wrong with an entry of a record. */
export interface RecordProblem {
  readonly seq: number;
  readonly problem: Problem;
}

/** Something wrong at a position of a log; that of a whole tree is told at the tree's size. */
export interface SpaceProblem {
  readonly position: number;
  readonly problem: Problem;
  /** The record that the position is of, where it is known. */
  readonly record?: { readonly kind: string; readonly id: string } | undefined;
  readonly seq?: number | undefined;
}

/** How many entries were checked, and what they are worth. */
export interface EntryCounts {
  readonly entries: number;
  /** Parts of them that are erased. */
  readonly erasedParts: number;
  /** Those that were sealed later than they were written (N10.7). */
  readonly adopted: number;
  /** Those inside and outside signed ranges (N10.2). */
  readonly signed: number;
  readonly unsigned: number;
  /** Those that the log and its tree have as they are; none where the store has no log. */
  readonly inLog: number;
}

/** What the entries of a part of a record's history are worth: `from` to `to`, both included. */
export interface RecordReport extends EntryCounts {
  readonly valid: boolean;
  readonly from: number;
  readonly to: number;
  /** Hash of the entry `to`, base64url; absent when there is none. */
  readonly hash?: string | undefined;
  /** In the order of `seq`. */
  readonly problems: readonly RecordProblem[];
  /** Whether the history ends with `to`. */
  readonly complete: boolean;
  /** Where the next part begins; absent when this one is the last. */
  readonly next?: number | undefined;
}

/** Where a part of a log begins, and what was counted before it. */
export interface SpaceStart {
  readonly start: number;
  /** Rows of erased records before `start`; absent: nobody has counted. */
  readonly erased?: number | undefined;
}

/** What a part of a space's log is worth. */
export interface SpaceReport {
  readonly valid: boolean;
  /** Positions of the log. */
  readonly size: number;
  /** Positions `start` up to but without `end` were checked. */
  readonly start: number;
  readonly end: number;
  /** The root of the tree that the tiles make, base64; absent when they make none. */
  readonly root?: string | undefined;
  /** Size of the kept checkpoint; absent without one. */
  readonly checkpoint?: number | undefined;
  /** Checked rows that agree with their entry. */
  readonly entries: number;
  /** Checked rows whose record is erased. */
  readonly erased: number;
  /** Records with adopted entries whose first entry is among the checked rows. */
  readonly adopted: number;
  /** In the order of positions. */
  readonly problems: readonly SpaceProblem[];
  /** Whether the log ends with `end`. */
  readonly complete: boolean;
  /** Where the next part begins; absent when this one is the last. */
  readonly next?: SpaceStart | undefined;
}

/** Entries or positions that are checked at once. */
export const MAX_CHECKED = 20_000;
/** A part ends early with the entry, or the 500 rows, after which it has so many problems. */
export const MAX_PROBLEMS = 1_000;
