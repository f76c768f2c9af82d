import type { EntryCounts, Problem } from '../verification/report.js';

/** Something is wrong with an entry, at a position of a log, or with a checkpoint that was kept elsewhere. */
export interface StoreProblem {
  readonly space: string;
  readonly record?: { readonly kind: string; readonly id: string } | undefined;
  readonly seq?: number | undefined;
  readonly position?: number | undefined;
  /** The line that has the checkpoint. */
  readonly anchor?: AnchorPlace | undefined;
  readonly problem: Problem;
}

/** A line of an anchor file. */
export interface AnchorPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** The log of a space. */
export interface CheckedLog {
  readonly space: string;
  /** Positions of the log, and how many of them were checked. */
  readonly size: number;
  readonly checked: number;
  /** The root of its tree, base64; absent where the tiles make none. */
  readonly root?: string | undefined;
  /** Size of the kept checkpoint; absent without one. */
  readonly checkpoint?: number | undefined;
  /** Checked rows whose record is erased. */
  readonly erased: number;
}

/** What has come of verifying a store, or a part of it, with the entries of its records (N10.4). */
export interface StoreReport extends EntryCounts {
  /** Nothing that was checked is wrong. */
  readonly valid: boolean;
  readonly logs: readonly CheckedLog[];
  /** Checkpoints of anchor files that the logs agree with, and lines that have none. */
  readonly anchors: { readonly agreeing: number; readonly unreadable: number };
  readonly records: number;
  readonly problems: readonly StoreProblem[];
  /** Whether all was checked. */
  readonly complete: boolean;
  /** What `start` goes on with; absent when all was checked. */
  readonly next?: string | undefined;
}
