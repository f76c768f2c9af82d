import type { Activity, Actor, Subject } from '../../domain/activity.js';
import type { JsonObject } from '../../domain/json.js';

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
}

/** What `record` wrote: nothing when `before` and `after` are the same. */
export interface RecordOutcome {
  readonly activities: readonly Activity[];
  /** Length of the history now. */
  readonly total: number;
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
