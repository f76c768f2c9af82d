import type { Probes } from './facet_search.js';

/** For one facet: how many of its entries are certainly before the border, and how many at most. */
export interface Bounds {
  low: number;
  high: number;
}

/** Bounds of each facet, no wider than its entries. */
export function boundsOf(
  counts: ReadonlyMap<string, number>,
  within: (count: number) => Bounds,
): Map<string, Bounds> {
  return new Map(
    [...counts].map(([facet, n]) => {
      const { low, high } = within(n);
      return [facet, { low: Math.max(0, low), high: Math.max(0, Math.min(n, high)) }];
    }),
  );
}

/** Ordinals spread evenly over those that are still open. */
export function probesOf(bounds: ReadonlyMap<string, Bounds>, probes: number): Probes {
  return new Map(
    [...bounds].flatMap(([facet, { low, high }]) => {
      const width = high - low;
      if (width === 0) return [];
      const ordinals =
        width <= probes
          ? Array.from({ length: width }, (_, i) => low + 1 + i)
          : Array.from({ length: probes }, (_, i) => low + Math.ceil((width * (i + 1)) / (probes + 1)));
      return [[facet, ordinals] as const];
    }),
  );
}

export function open(bounds: ReadonlyMap<string, Bounds>): number {
  return sum([...bounds.values()].map(({ low, high }) => high - low));
}

export function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
