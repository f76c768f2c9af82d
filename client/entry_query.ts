import type { RequestOptions } from './connection.js';

/** Which entries, and what of them besides (N2, N5). */
export interface EntryFilterQuery {
  readonly types?: readonly string[] | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly actors?: readonly string[] | undefined;
  readonly actorKinds?: readonly string[] | undefined;
  /** Included; a `Date`, or a text as the API takes it. */
  readonly from?: Date | string | undefined;
  /** Not included. */
  readonly to?: Date | string | undefined;
  readonly q?: string | undefined;
  readonly include?: readonly ('text' | 'ago' | 'proof')[] | undefined;
}

/** Entries of a record (N3.1). */
export interface RecordEntriesQuery extends EntryFilterQuery, RequestOptions {
  readonly order?: 'asc' | 'desc' | undefined;
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  /** Entries on a page, 1 to 500. */
  readonly limit?: number | undefined;
}

/** Entries of a space by time (N4.1). */
export interface SpaceEntriesQuery extends EntryFilterQuery, RequestOptions {
  readonly kinds?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
  /** Where it begins: that of the `next` of a page before it. */
  readonly cursor?: string | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  /** Entries on a page, 1 to 200. */
  readonly limit?: number | undefined;
}

/** Entries of a space by position (N4.2). */
export interface LogQuery extends EntryFilterQuery, RequestOptions {
  readonly kinds?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
  /** The first position, included. */
  readonly start?: number | undefined;
  /** Entries on a page, 1 to 1,000. */
  readonly limit?: number | undefined;
}

/** Entries of a record as they come (N6). */
export interface FollowRecordQuery extends Omit<EntryFilterQuery, 'q'>, RequestOptions {
  /** What comes behind this `seq`; default: only new ones. */
  readonly after?: number | undefined;
}

/** Entries of a space as they come (N6). */
export interface FollowSpaceQuery extends Omit<EntryFilterQuery, 'q'>, RequestOptions {
  readonly kinds?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
  /** The first position, included; default: only new ones. */
  readonly start?: number | undefined;
}

/** An export of a record (N8). */
export interface RecordExportQuery extends Omit<EntryFilterQuery, 'include'>, RequestOptions {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  /** Entries with what proves them. */
  readonly proofs?: boolean | undefined;
}

/** An export of a space (N8). */
export interface SpaceExportQuery extends Omit<EntryFilterQuery, 'include'>, RequestOptions {
  readonly kinds?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
  /** The first position, included. */
  readonly start?: number | undefined;
  /** Entries with what proves them. */
  readonly proofs?: boolean | undefined;
}

/** Figures of a record (N9). */
export interface RecordStatisticsQuery extends RequestOptions {
  /** Whose values are told; default: that of the server, `status`. */
  readonly field?: string | undefined;
  /** IANA name of the zone whose days are counted; default: UTC. */
  readonly timeZone?: string | undefined;
}

/** Figures of a space (N9). */
export interface SpaceStatisticsQuery
  extends Pick<EntryFilterQuery, 'types' | 'fields' | 'actors'>, RequestOptions {
  readonly from: Date | string;
  /** Not included; at most 366 days later. */
  readonly to: Date | string;
  readonly bucket?: 'day' | 'week' | 'month' | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
  readonly timeZone?: string | undefined;
}
