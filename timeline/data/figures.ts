import type { NativeActorCount, NativeValueTime } from '../../common/native_statistics.js';

/** The figures of a history, of a record or of a space. */
export interface Figures {
  /** Days with entries, oldest first; `YYYY-MM-DD` in the reader's zone. */
  readonly days: readonly DayCount[];
  /** False: they are of the oldest entries, as many as the server looks at for one request. */
  readonly isWhole: boolean;
  /** When each entry was made, in milliseconds, oldest first; where there are few and the days are few. */
  readonly instants?: readonly number[] | undefined;
  /** How long the record had each status; empty for a space. */
  readonly timeIn: readonly NativeValueTime[];
  /** What the status was when, oldest first; empty where that is not known. */
  readonly spans: readonly ValueSpan[];
  readonly actors: readonly NativeActorCount[];
  readonly toAcknowledgeMs?: number | undefined;
  readonly toResolveMs?: number | undefined;
}

export interface DayCount {
  readonly day: string;
  readonly entries: number;
}

/** A value from one instant to another, in milliseconds; without an end it still is that. */
export interface ValueSpan {
  readonly value: unknown;
  readonly from: number;
  readonly to: number | undefined;
}
