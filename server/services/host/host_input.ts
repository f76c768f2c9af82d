import type { Activity, Actor, Context, Subject } from '../../domain/activity.js';
import type { JsonObject } from '../../domain/json.js';
import type { FeedPosition } from '../recording/feeds.js';

/** A change of a record that the host keeps itself. */
export interface RecordInput {
  readonly subject: Subject;
  /** Owner of the record, one of the configured ones; it cannot change later. */
  readonly owner: string;
  /** Known members alone are kept, as texts of at most 1,024 characters; `null` in an optional one is absent. */
  readonly actor: Actor;
  /**
   * The record before the change, or those of its fields that changed; absent: it is new. A plain JSON object of
   * at most 1 MiB, 1,000 fields and 65,536 values, nested at most 50 levels.
   */
  readonly before?: JsonObject | undefined;
  /** The record after the change, or those of its fields that changed, within the same limits; absent: it was deleted. */
  readonly after?: JsonObject | undefined;
  /**
   * When it happened, a `Date` of the years 0 to 9999, at most 5 minutes ahead of the clock; default: now. Never
   * recorded as earlier than the entry before it.
   */
  readonly at?: Date | undefined;
  /** The circumstances, as far as they are to be recorded: texts of at most 1,024 characters. */
  readonly context?: Omit<Context, 'statedAt'> | undefined;
  /**
   * Where the change stands in a sequence of the host's own, such as a queue: each record remembers the highest
   * position of up to 16 feeds, and what is not above it was recorded before (N7.3).
   */
  readonly feed?: FeedPosition | undefined;
  /** 1 to 255 visible ASCII characters: the same change with the same key is recorded once, of the last 64 keys. */
  readonly idempotencyKey?: string | undefined;
}

/** What `record` wrote: nothing when `before` and `after` are the same. */
export interface RecordOutcome {
  readonly activities: readonly Activity[];
  /** Length of the history now; of a repeated change with a key, as it was then. */
  readonly total: number;
  /** Whether the change was recorded before, and nothing was written now. */
  readonly repeated?: true;
}

/** Which part of a record's history the host wants. */
export interface FindInput {
  readonly subject: Subject;
  /** From 1; default 1. */
  readonly page?: number | undefined;
  /** 1 to 1000; default 20. */
  readonly limit?: number | undefined;
  /** Default `desc`: newest first. */
  readonly order?: 'asc' | 'desc' | undefined;
  /** Only entries of these facets, at most 1,000, such as `field:title`; `:` and `%` in names are `%3A` and `%25`. */
  readonly facets?: readonly string[] | undefined;
}

/** A page of a record's history. A record that was never recorded has an empty history. */
export interface FindResult {
  readonly activities: readonly Activity[];
  /** How many entries the history has that match. */
  readonly total: number;
}
