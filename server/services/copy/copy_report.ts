import type { Subject } from '../../domain/activity.js';
import type { RecordSize } from './record_comparison.js';

/** How far a copy is. First the records are counted, `total` is known afterwards. */
export interface CopyProgress {
  readonly phase: 'counting' | 'copying' | 'comparing';
  readonly done: number;
  readonly total: number;
}

/** What a store holds. */
export interface StoreCounts {
  readonly records: number;
  readonly activities: number;
  readonly attachments: number;
  /** Of the logs of all spaces. */
  readonly positions: number;
}

/** A record that is not the same in both stores, and in which respect. */
export interface CopyDifference {
  readonly subject: Subject;
  readonly problem: string;
}

/** What a copy came to: both stores hold the same if and only if `differing` is 0. */
export interface CopyReport {
  /** Records written now; the others had been there before. */
  readonly copied: number;
  readonly source: StoreCounts;
  readonly target: StoreCounts;
  readonly differing: number;
  /** The first 20 of them. */
  readonly differences: readonly CopyDifference[];
  /** The first 20 spaces whose log is not the same; they count in `differing`. */
  readonly differingLogs: readonly { readonly space: string; readonly problem: string }[];
  /** The first 20 values of the registry that are not the same; they count in `differing`. */
  readonly differingValues: readonly { readonly name: string; readonly problem: string }[];
}

/** `StoreCounts` while they are counted. */
export interface Tally {
  records: number;
  activities: number;
  attachments: number;
  positions: number;
}

/** Nothing counted yet. */
export function emptyTally(): Tally {
  return { records: 0, activities: 0, attachments: 0, positions: 0 };
}

/** Counts one record. */
export function add(tally: Tally, size: RecordSize | undefined): void {
  if (size === undefined) return;
  tally.records += 1;
  tally.activities += size.activities;
  tally.attachments += size.attachments;
}
