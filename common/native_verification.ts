/** What verifying finds wrong (N10.4). */
export type NativeProblemKind =
  | 'hash-differs'
  | 'chain-broken'
  | 'signature-wrong'
  | 'gap'
  | 'head-differs'
  | 'not-in-log'
  | 'leaf-differs'
  | 'row-missing'
  | 'erasure-unaccounted'
  | 'unsigned'
  | 'root-differs'
  | 'checkpoint-inconsistent';

/** What a part of a record's history is worth (N10.4). */
export interface NativeVerification {
  /** Whether there are no problems. */
  readonly valid: boolean;
  /** How many were checked: from `from` to `to`, both included. */
  readonly entries: number;
  readonly from: number;
  readonly to: number;
  /** Hash of the entry `to`, base64url. */
  readonly hash?: string;
  /** Parts of the checked entries that are erased. */
  readonly erasedParts: number;
  /** Checked entries that were sealed later than they were written. */
  readonly adopted: number;
  /** Checked entries inside and outside the ranges that commits have signed. */
  readonly signed: number;
  readonly unsigned: number;
  /** Checked entries that the log and its tree have as they are. */
  readonly inLog: number;
  /** In the order of `seq`. */
  readonly problems: readonly { readonly seq: number; readonly problem: NativeProblemKind }[];
  /** False: the history goes on behind `to`. */
  readonly complete: boolean;
  /** Query of the next part. */
  readonly next?: string;
}

/** What a part of a space's log is worth (N10.4). */
export interface NativeSpaceVerification {
  readonly valid: boolean;
  /** Positions of the log. */
  readonly size: number;
  /** `start` up to but without `end` were checked. */
  readonly start: number;
  readonly end: number;
  /** The root of the tree that the tiles make, base64. */
  readonly root?: string;
  /** Size of the newest checkpoint that is kept. */
  readonly checkpoint?: number;
  /** Checked rows that agree with their entry. */
  readonly entries: number;
  /** Checked rows whose record is erased. */
  readonly erased: number;
  /** Records with adopted entries whose first row was checked. */
  readonly adopted: number;
  /** In the order of `position`; that of a whole tree stands at the tree's size. */
  readonly problems: readonly NativeSpaceProblem[];
  /** False: the log goes on at `end`. */
  readonly complete: boolean;
  /** Query of the next part. */
  readonly next?: string;
}

/** Something that is wrong at a position of a log. */
export interface NativeSpaceProblem {
  readonly position: number;
  readonly problem: NativeProblemKind;
  /** The entry that the row names. */
  readonly record?: { readonly kind: string; readonly id: string };
  readonly seq?: number;
}
