import type { Bounds } from './facet_bounds.js';
import { boundsOf, open, probesOf, sum } from './facet_bounds.js';
import type { Probes, Search } from './facet_search.js';

/** A history, as far as its facets are concerned. */
export interface FacetHistory {
  /** How many entries there are of each facet that is asked for. */
  readonly counts: ReadonlyMap<string, number>;
  /** `seq` of the newest entry. */
  readonly seq: number;
  /** Entries of a facet to be looked up at once: many where each look takes a round trip. */
  readonly probes: number;
}

/** Finds how many entries of some facets are not newer than `upTo`. Costs the logarithm of the history for each. */
export function* facetCount(history: FacetHistory, upTo: number): Search<number> {
  return sum((yield* cut(history, upTo)).values());
}

/** How many entries of each facet are not newer than `upTo`. */
export function* cut(
  { counts, seq, probes }: FacetHistory,
  upTo: number,
): Search<ReadonlyMap<string, number>> {
  const newer = seq - upTo;
  const bounds = boundsOf(counts, (n) => ({ low: n - newer, high: upTo }));
  let next = guesses(counts, bounds, upTo / seq);
  while (open(bounds) > 0) {
    for (const [facet, seqs] of yield next) {
      const bound = bounds.get(facet);
      if (bound === undefined) continue;
      for (const [ordinal, at] of seqs) {
        if (at <= upTo) bound.low = Math.max(bound.low, ordinal);
        else bound.high = Math.min(bound.high, ordinal - 1);
      }
    }
    next = probesOf(bounds, probes);
  }
  return new Map([...bounds].map(([facet, { low }]) => [facet, low]));
}

/** Ordinals on both sides of where the border is if a facet's entries are spread over the history by chance. */
function guesses(
  counts: ReadonlyMap<string, number>,
  bounds: ReadonlyMap<string, Bounds>,
  share: number,
): Probes {
  return new Map(
    [...bounds].flatMap(([facet, { low, high }]) => {
      if (high === low) return [];
      const count = counts.get(facet) ?? 0;
      const [middle, spread] = [Math.round(count * share), Math.ceil(Math.sqrt(count))];
      const sides = [middle - spread, middle + spread].map((at) => Math.min(high, Math.max(low + 1, at)));
      return [[facet, [...new Set(sides)]] as const];
    }),
  );
}
