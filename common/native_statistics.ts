import type { NativeActor, NativeRecordName } from './native.js';

/** How many entries somebody made; those of actors without a user name are told by their kind. */
export type NativeActorCount =
  | { readonly username: string; readonly entries: number }
  | { readonly kind: NativeActor['kind']; readonly entries: number };

/** How long a field had a value, how often it came to it, and whether it has it now. */
export interface NativeValueTime {
  readonly value: unknown;
  readonly ms: number;
  readonly visits: number;
  readonly current: boolean;
}

/** The figures of one record (N9). */
export interface NativeRecordStatistics {
  readonly record: NativeRecordName;
  /** Entries. */
  readonly total: number;
  readonly byType: Readonly<Record<string, number>>;
  /** The largest first, at most 100. */
  readonly byActor: readonly NativeActorCount[];
  /** Entries of all other actors together. */
  readonly others: number;
  /** Days with entries, `YYYY-MM-DD` in the time zone asked for. */
  readonly byDay: readonly { readonly day: string; readonly entries: number }[];
  readonly timeIn: {
    readonly field: string;
    /** Longest first, at most 100. */
    readonly values: readonly NativeValueTime[];
    /** All other values together, and those that are too long to be told. */
    readonly others?: { readonly ms: number; readonly visits: number };
  };
  /** `null`: it has not happened. */
  readonly timeToAcknowledgeMs: number | null;
  readonly timeToResolveMs: number | null;
  readonly reopened: number;
  /** False: the figures but `total` and `byType` are of the oldest entries, as many as one request may look at. */
  readonly complete: boolean;
}

/** How many, and which time half and nine tenths of them did not exceed; `null` where there are none. */
export interface NativePercentiles {
  readonly count: number;
  readonly p50Ms: number | null;
  readonly p90Ms: number | null;
}

/** The figures of a day, a week or a month. */
export interface NativeBucket {
  /** ISO 8601, UTC: where it begins in the time zone asked for. */
  readonly start: string;
  readonly entries: number;
  readonly byType: Readonly<Record<string, number>>;
  /** Records that were created in it; the times are theirs, whenever they were acknowledged and resolved. */
  readonly created: number;
  readonly acknowledged: NativePercentiles;
  readonly resolved: NativePercentiles;
}

/** The figures of a space (N9). */
export interface NativeSpaceStatistics {
  readonly entries: number;
  /** All of the range, also empty ones. */
  readonly buckets: readonly NativeBucket[];
  /** The largest first, at most 100. */
  readonly byActor: readonly NativeActorCount[];
  /** Entries of all other actors together. */
  readonly others: number;
  /** By the kind of the record; the 100 largest. */
  readonly byKind: Readonly<Record<string, number>>;
  /** False: the times to acknowledge and resolve are not those of all records that were created. */
  readonly complete: boolean;
}
