import type { NativeEntry } from './native.js';

/** What entries from one space say, newest first or oldest first (N4.1). */
export interface NativeSpacePage {
  readonly entries: readonly NativeEntry[];
  readonly page: {
    readonly complete: boolean;
    /** Query-only reference; absent at the end. */
    readonly next?: string;
    /** How far back was looked; absent where there was nothing to look at. */
    readonly oldestScanned?: string;
  };
}

/** A part of a space's log (N4.2): positions `start` up to but without `end` were examined. */
export interface NativeLogPage {
  readonly entries: readonly NativeEntry[];
  readonly page: {
    readonly size: number;
    readonly start: number;
    readonly end: number;
    readonly complete: boolean;
    /** Query-only reference, also at the end: poll it. */
    readonly next: string;
  };
}
