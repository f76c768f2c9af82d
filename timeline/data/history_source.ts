import type { NativeEntry, NativeRecord } from '../../common/native.js';
import type { NativeVerification } from '../../common/native_verification.js';
import type { Filters } from '../filters.js';
import type { Figures } from './figures.js';

/** Which entries of a history: `from` is the cursor of a page before it. */
export interface PageQuery {
  readonly filters: Filters;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly from?: string | undefined;
  readonly signal: AbortSignal;
}

/** Entries in the order asked for. */
export interface SourcePage {
  readonly entries: readonly NativeEntry[];
  /** False: a search ended early, more may match behind `next`. */
  readonly complete: boolean;
  /** How many match, where that is known. */
  readonly total?: number | undefined;
  readonly head?: number | undefined;
  /** Cursor of the page behind it; absent at the end. */
  readonly next?: string | undefined;
  /** How far has been looked: an instant of a space, a `seq` of a record. */
  readonly looked?: string | number | undefined;
}

/** Where new entries come from: a `seq` of a record, a position of a space. */
export type Place = number;

/** A record at a glance: its entries by facet, its newest `seq`, and when it came to be. */
export type Glance = Pick<NativeRecord, 'counts' | 'head' | 'createdAt'>;

/** Which figures. */
export interface FiguresQuery {
  readonly filters: Filters;
  readonly timeZone: string;
  /** When the record came to be. */
  readonly createdAt: string;
}

/** A history, of a record or of a whole space, as the timeline reads it. */
export interface HistorySource {
  readonly isOfRecord: boolean;
  /** Where it is live from; read before the first page, so that nothing falls in between. */
  now(signal: AbortSignal): Promise<Place>;
  page(query: PageQuery): Promise<SourcePage>;
  /** What stands before the entry in this order, nearest last; where one can go back. */
  before(entry: NativeEntry, query: PageQuery): Promise<SourcePage>;
  /** A page with the entry of this `seq` in its middle. */
  around(seq: number, query: PageQuery): Promise<SourcePage>;
  /** The cursor behind an entry, where one can come back to it. */
  cursorBehind(entry: NativeEntry, order: 'asc' | 'desc'): string | undefined;
  newer(
    place: Place,
    query: Omit<PageQuery, 'order' | 'from'>,
  ): Promise<{ readonly entries: readonly NativeEntry[]; readonly place: Place }>;
  follow(place: Place, filters: Filters, signal: AbortSignal): AsyncGenerator<NativeEntry, void, undefined>;
  placeBehind(entry: NativeEntry): Place;
  /** The record at a glance; nothing of a space. */
  glance(signal: AbortSignal): Promise<Partial<Glance>>;
  figures(query: FiguresQuery, signal: AbortSignal): Promise<Figures>;
  /** Whether entries from this one on are as they were recorded; `undefined`: it cannot be told. */
  verify(from: number, signal: AbortSignal): Promise<NativeVerification | undefined>;
}
