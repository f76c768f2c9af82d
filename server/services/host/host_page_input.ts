import type { Activity, Subject } from '../../domain/activity.js';
import type { EntryFilter } from '../history/entry_filter.js';

/** Which entries of a record the host wants, by cursor (N3.1): lists of at most 50 values. */
export interface EntriesInput extends EntryFilter {
  readonly subject: Subject;
  /** By `seq`; default `desc`: newest first. */
  readonly order?: 'asc' | 'desc' | undefined;
  /** Only entries with a greater `seq`. */
  readonly after?: number | undefined;
  /** Only entries with a smaller `seq`. */
  readonly before?: number | undefined;
  /** 1 to 500; default 50. */
  readonly limit?: number | undefined;
}

/** A page of a record's entries; one that was never recorded, or is erased, has an empty history. */
export interface EntriesResult {
  readonly entries: readonly Activity[];
  /** Newest `seq` when the page was read; 0: there is no record. */
  readonly head: number;
  /** How many entries match; absent where that would need a scan. */
  readonly total?: number;
  /** `false`: the page ended early, more may match behind `next`. */
  readonly complete: boolean;
  /** What `after` (`asc`) or `before` (`desc`) of the next page is; absent at the end. */
  readonly next?: number;
}

/** Which part of a space's log the host wants (N4.2). */
export interface LogInput {
  readonly space: string;
  /** The first position; default 0. */
  readonly start?: number | undefined;
  /** 1 to 1,000; default 200. */
  readonly limit?: number | undefined;
}

/** From where on the host wants to be told of a space's entries. */
export interface SubscribeInput {
  readonly space: string;
  /** The first position, at most the end of the log; default: only what comes from now on. */
  readonly start?: number | undefined;
}

/** An entry and its position in the log of its space. */
export type LoggedActivity = Activity & { readonly position: number };

/** Entries of all records of a space in the order in which they were recorded: none is skipped, none comes twice. */
export interface LogResult {
  readonly entries: readonly LoggedActivity[];
  /** How many positions there are. */
  readonly size: number;
  readonly start: number;
  /** Where the next page starts, also at the end. */
  readonly end: number;
  /** `false`: the page ended early. */
  readonly complete: boolean;
}
