import type { Bounds } from './facet_bounds.js';
import { boundsOf, open, probesOf, sum } from './facet_bounds.js';
import type { FacetHistory } from './facet_count.js';
import { cut } from './facet_count.js';
import type { Search } from './facet_search.js';

/** What of those facets together is asked for, as the port's window says. */
export interface FacetRange {
  readonly order: 'asc' | 'desc';
  readonly skip: number;
  readonly limit: number;
  readonly upTo?: number | undefined;
}

/** A stretch of one facet's entries by their ordinals, both ends included. */
export interface FacetSpan {
  readonly facet: string;
  readonly from: number;
  readonly to: number;
}

/** Where a page lies: `length` entries of the spans, sorted by `seq`, behind the `before` oldest of them. */
export interface FacetPage {
  readonly spans: readonly FacetSpan[];
  readonly before: number;
  readonly length: number;
}

/** Index entries that may be read too many: fewer than this cost less than another look. */
const SLACK = 256;
/** Looks after which the rest is read as it is: more than any history needs. */
const MAX_LOOKS = 64;

/**
 * Finds the page of some facets that a range means. Its spans hold little more than the page's length per facet;
 * the cost grows with the logarithm of the history.
 */
export function* facetPage(history: FacetHistory, range: FacetRange): Search<FacetPage> {
  const { order, skip, limit, upTo = history.seq } = range;
  const counts = upTo >= history.seq ? history.counts : yield* cut(history, upTo);
  const total = sum(counts.values());
  const from = order === 'asc' ? skip : Math.max(0, total - skip - limit);
  const to = order === 'asc' ? Math.min(total, from + limit) : total - skip;
  if (from >= to) return { spans: [], before: 0, length: 0 };
  return yield* narrow({ ...history, counts }, { skip: from, length: to - from });
}

/** Where the entries with the ranks `skip + 1` to `skip + length`, from the oldest over all facets, must lie. */
function* narrow(
  { counts, probes }: Omit<FacetHistory, 'seq'>,
  { skip, length }: { readonly skip: number; readonly length: number },
): Search<FacetPage> {
  const after = sum(counts.values()) - skip;
  const bounds = boundsOf(counts, (n) => ({ low: n - after, high: skip }));
  for (let looks = 0; looks < MAX_LOOKS && isWorthALook(bounds, length); looks += 1) {
    const found = yield probesOf(bounds, probes);
    tighten(bounds, new Map([...found].map(([facet, seqs]) => [facet, sorted(seqs)])), skip);
  }
  const spans = [...bounds].map(([facet, { low, high }]) => ({
    facet,
    from: low + 1,
    to: Math.min(counts.get(facet) ?? 0, high + length),
  }));
  const before = skip - sum([...bounds.values()].map(({ low }) => low));
  return { spans: spans.filter(({ from, to }) => from <= to), before, length };
}

function isWorthALook(bounds: ReadonlyMap<string, Bounds>, length: number): boolean {
  return bounds.size > 1 && open(bounds) > Math.max(length, SLACK);
}

type Points = readonly (readonly [ordinal: number, seq: number])[];

function sorted(seqs: ReadonlyMap<number, number>): Points {
  return [...seqs].sort(([a], [b]) => a - b);
}

/**
 * What the entries that were looked up say about the border after `skip` entries. With `low <= border <= high`
 * in every facet: if the most entries that can be as old as one of them, each facet's counted up to its `high`,
 * are no more than `skip`, that one is before the border; if the fewest, counted from `low`, are more, it is not.
 */
function tighten(bounds: Map<string, Bounds>, known: ReadonlyMap<string, Points>, skip: number): void {
  const seqs = [...known.values()].flatMap((points) => points.map(([, seq]) => seq));
  const before = new Map([...bounds].map(([facet, bound]) => [facet, { ...bound }]));
  for (const seq of seqs) {
    const ranks = [...before].map(([facet, bound]) => ({
      facet,
      ...rank(known.get(facet) ?? [], bound, seq),
    }));
    const within = sum(ranks.map(({ most }) => most)) <= skip;
    const beyond = sum(ranks.map(({ fewest }) => fewest)) > skip;
    for (const { facet, fewest, earlier } of ranks) {
      const bound = bounds.get(facet);
      if (bound === undefined) continue;
      if (within) bound.low = Math.max(bound.low, fewest);
      if (beyond) bound.high = Math.min(bound.high, earlier);
    }
  }
}

/** Of one facet's entries: how many are not newer than `seq`, at the fewest and the most, and how many can be older. */
function rank(
  points: Points,
  bound: Bounds,
  seq: number,
): { readonly fewest: number; readonly most: number; readonly earlier: number } {
  const fewest = points.findLast(([, s]) => s <= seq)?.[0] ?? bound.low;
  const newer = points.find(([, s]) => s > seq)?.[0];
  const notOlder = points.find(([, s]) => s >= seq)?.[0];
  return {
    fewest,
    most: newer === undefined ? bound.high : newer - 1,
    earlier: notOlder === undefined ? bound.high : notOlder - 1,
  };
}
