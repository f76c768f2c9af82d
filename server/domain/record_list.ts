import type { Listing, Rank } from './listing.js';
import type { RecordHead } from './record.js';

/** Which records of a kind are asked for. */
export interface RecordQuery {
  readonly space: string;
  readonly kind: string;
  /** Only records of these audiences. */
  readonly audiences: readonly string[];
  /** At least one term of each group; no group: all records. */
  readonly terms: readonly (readonly string[])[];
  /** Equal ones are ordered by their number, in the same direction. */
  /** Only records whose `createdAt` is at least `from` and less than `to`. */
  readonly created?: { readonly from?: number | undefined; readonly to?: number | undefined } | undefined;
  readonly rank: Rank;
  readonly order: 'asc' | 'desc';
  /** Records to leave out at the beginning of the order. */
  readonly skip: number;
  /** 0: only the total is asked for. */
  readonly limit: number;
}

/** A page of a list. */
export interface RecordPage {
  readonly heads: readonly RecordHead[];
  /** How many records match, exactly. */
  readonly total: number;
}

/** Whether a record with this listing is meant by the query. */
export function matches({ audience, terms, ranks }: Listing, query: RecordQuery): boolean {
  const { from = -Infinity, to = Infinity } = query.created ?? {};
  return (
    query.audiences.includes(audience) &&
    query.terms.every((group) => group.some((term) => terms.includes(term))) &&
    ranks.createdAt >= from &&
    ranks.createdAt < to
  );
}

/** What orders a record in a list. */
export interface Ranked {
  /** Absent: it comes last. */
  readonly value: number | string | undefined;
  readonly number: number;
}

/** Negative or positive as `a` stands before or after `b` in a list of this order. */
export function compareRanked(a: Ranked, b: Ranked, order: RecordQuery['order']): number {
  if ((a.value === undefined) !== (b.value === undefined)) return a.value === undefined ? 1 : -1;
  const ascending = compareValues(a.value, b.value) || a.number - b.number;
  return order === 'asc' ? ascending : -ascending;
}

function compareValues(a: Ranked['value'], b: Ranked['value']): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
