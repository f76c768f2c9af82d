import type { Activity } from '../../../domain/activity.js';

/** What the first line of an export says that it is (N8). Nobody has signed that. */
export interface ClaimedStart {
  readonly space: string;
  /** Absent: the export is of a space. */
  readonly record?: { readonly kind: string; readonly id: string } | undefined;
  /** Whether entries were chosen: then some are missing on purpose. */
  readonly filtered: boolean;
  /** `seq` of a record or positions of a space: from this one up to but without `to`. */
  readonly from: number;
  readonly to: number;
  /** The signed note to which the paths lead. */
  readonly checkpoint?: string | undefined;
}

/** An entry as a line shows it, with what is to prove it. */
export interface ClaimedEntry {
  /** Without a seal: nothing is there to prove it. */
  readonly activity: Activity;
  /** What its hash is said to be made from. */
  readonly leaf?: ClaimedLeaf | undefined;
  readonly position?: number | undefined;
  /** Hashes from the lowest on. */
  readonly path?: readonly Uint8Array[] | undefined;
  /** How many of its values are erased. */
  readonly erased: number;
}

/** What stands in the leaf and nowhere else, and its text. */
export interface ClaimedLeaf {
  readonly text: string;
  readonly number: number;
  readonly prev: string;
}

/** A line of an export, as far as it can be read; nothing of it is verified yet. */
export type ClaimedLine =
  | { readonly type: 'start'; readonly start: ClaimedStart }
  | { readonly type: 'entry'; readonly entry: ClaimedEntry }
  /** @see NativeExportEnd */
  | { readonly type: 'end'; readonly entries: number };
