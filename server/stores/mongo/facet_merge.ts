/** The `seq` of entries of one facet, by their numbers within the facet. */
export type SeqLookup = (facet: string, ordinals: readonly number[]) => Promise<ReadonlyMap<number, number>>;

/** A stretch of one facet's entries, by their numbers within the facet; both ends included. */
export interface FacetSpan {
  readonly facet: string;
  readonly from: number;
  readonly to: number;
}

/** For one facet: how many of its entries are certainly before the border, and how many at most. */
interface Bounds {
  low: number;
  high: number;
}

/** Entries looked up per facet and round: 10,000 entries are searched in one or two rounds, a million in four. */
const PROBES = 32;
/** Index entries that may be read too many: fewer than this cost less than another round. */
const SLACK = 256;
/** Rounds after which the rest is read as it is: more than any history needs. */
const MAX_ROUNDS = 24;

/**
 * How many entries of a facet are not newer than `upTo`, found by looking up a few of them.
 * `counts`: at least so many, at most so many.
 */
export async function countUpTo(
  facet: string,
  upTo: number,
  counts: { readonly low: number; readonly high: number },
  lookup: SeqLookup,
): Promise<number> {
  let { low, high } = counts;
  while (low < high) {
    for (const [ordinal, seq] of await lookup(facet, probes({ low, high }))) {
      if (seq <= upTo) low = Math.max(low, ordinal);
      else high = Math.min(high, ordinal - 1);
    }
  }
  return low;
}

/**
 * Where the entries with the ranks `skip + 1` to `skip + length`, counted from the oldest over all facets
 * together, must lie: `before` entries of the spans, in the order of `seq`, come ahead of them. The spans hold
 * little more than `length` entries per facet; cost grows with the logarithm of the history.
 */
export async function narrow(
  counts: ReadonlyMap<string, number>,
  range: { readonly skip: number; readonly length: number },
  lookup: SeqLookup,
): Promise<{ readonly spans: readonly FacetSpan[]; readonly before: number }> {
  const { skip, length } = range;
  const after = [...counts.values()].reduce((sum, n) => sum + n, 0) - skip;
  const bounds = new Map(
    [...counts].map(([facet, n]) => [facet, { low: Math.max(0, n - after), high: Math.min(n, skip) }]),
  );
  for (let round = 0; round < MAX_ROUNDS && slack(bounds) > Math.max(length, SLACK); round += 1) {
    const known = new Map(
      await Promise.all(
        [...bounds].map(async ([facet, bound]) => [facet, await sorted(facet, bound, lookup)] as const),
      ),
    );
    tighten(bounds, known, skip);
  }
  const spans = [...bounds].map(([facet, { low, high }]) => ({
    facet,
    from: low + 1,
    to: Math.min(counts.get(facet) ?? 0, high + length),
  }));
  const before = skip - [...bounds.values()].reduce((sum, { low }) => sum + low, 0);
  return { spans: spans.filter(({ from, to }) => from <= to), before };
}

type Points = readonly (readonly [ordinal: number, seq: number])[];

async function sorted(facet: string, bound: Bounds, lookup: SeqLookup): Promise<Points> {
  const asked = probes(bound);
  return asked.length === 0 ? [] : [...(await lookup(facet, asked))].sort(([a], [b]) => a - b);
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
    const within = ranks.reduce((sum, { most }) => sum + most, 0) <= skip;
    const beyond = ranks.reduce((sum, { fewest }) => sum + fewest, 0) > skip;
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

/** Numbers spread evenly over those that are still open. */
function probes({ low, high }: Readonly<Bounds>): readonly number[] {
  const open = high - low;
  if (open <= PROBES) return Array.from({ length: open }, (_, i) => low + 1 + i);
  return Array.from({ length: PROBES }, (_, i) => low + Math.ceil((open * (i + 1)) / (PROBES + 1)));
}

function slack(bounds: ReadonlyMap<string, Readonly<Bounds>>): number {
  return [...bounds.values()].reduce((sum, { low, high }) => sum + high - low, 0);
}
