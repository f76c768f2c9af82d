import type { RowPlace } from '../../domain/log/space_log.js';
import type { ProvableEntry } from './entry_seals.js';
import type { SpaceFilter } from './space_filter.js';

/** An entry and its position in the log of its space. */
export interface SpaceEntry extends ProvableEntry {
  readonly position: number;
}

/** A page by time that is asked for (N4.1). */
export interface SpacePageInput {
  readonly filter: SpaceFilter;
  /** `asc`: earliest first. */
  readonly order: 'asc' | 'desc';
  /** 1 to 200. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: RowPlace | undefined;
}

/** Entries of a space by time, as the caller may see them. */
export interface SpacePage {
  readonly entries: readonly SpaceEntry[];
  /** `false`: the budget ended the page early. */
  readonly complete: boolean;
  /**
   * Behind which row the next page begins; absent at the end. It is the last one on this page or, where that was not
   * enough, the last one examined whose record the caller may see.
   */
  readonly next?: RowPlace | undefined;
  /** Time of that row: how far this page has looked; absent when it has met none. */
  readonly oldestScanned?: Date | undefined;
}
