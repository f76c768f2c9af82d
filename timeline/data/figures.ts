import type { NativeActorCount, NativeValueTime } from '../../common/native_statistics.js';

/** The figures of a history, of a record or of a space. */
export interface Figures {
  /** Days with entries, oldest first; `YYYY-MM-DD` in the reader's zone. */
  readonly days: readonly { readonly day: string; readonly entries: number }[];
  /** How long the record had each status; empty for a space. */
  readonly timeIn: readonly NativeValueTime[];
  readonly actors: readonly NativeActorCount[];
  readonly toAcknowledgeMs?: number | undefined;
  readonly toResolveMs?: number | undefined;
}
