import type { SpaceFilter } from './space_filter.js';
import type { SpaceEntry } from './space_page.js';

/** A page by position that is asked for (N4.2). */
export interface LogPageInput {
  readonly filter: SpaceFilter;
  /** The first position, included. */
  readonly start: number;
  /** 1 to 1,000. */
  readonly limit: number;
}

/** Entries of a space by position, as the caller may see them. */
export interface LogPage {
  readonly entries: readonly SpaceEntry[];
  /** How many positions the log had. */
  readonly size: number;
  /** Positions from `start` up to but without `end` were examined: the next page starts there. */
  readonly start: number;
  readonly end: number;
  /** `false`: the budget ended the page early. */
  readonly complete: boolean;
}
