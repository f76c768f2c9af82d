import type { RecordHead, SeqRange } from './record.js';

/** Entries of a history, whatever their order. */
export interface Selection {
  /** Only this `seq` and older ones count; default: all. */
  readonly upTo?: number | undefined;
  /** Only entries of these facets; default: all. */
  readonly facets?: readonly string[] | undefined;
}

/** Which entries of a history are asked for. Cost is `limit`, not `skip` nor the length of the history. */
export interface Window extends Selection {
  /** `asc`: oldest first. By `seq`, never by time. */
  readonly order: 'asc' | 'desc';
  /** Entries to leave out at the beginning of the order. */
  readonly skip: number;
  readonly limit: number;
}

/** The `seq` range a window without facets means, both ends included; `undefined` when it is empty. */
export function seqRange(head: RecordHead, window: Window): SeqRange | undefined {
  const newest = Math.min(head.seq, window.upTo ?? head.seq);
  const range =
    window.order === 'asc'
      ? { from: window.skip + 1, to: Math.min(newest, window.skip + window.limit) }
      : { from: Math.max(1, newest - window.skip - window.limit + 1), to: newest - window.skip };
  return range.from <= range.to ? range : undefined;
}

/** How many entries a window means at most, without `upTo` among facets exactly. */
export function windowSize(head: RecordHead, window: Window): number {
  if (window.facets !== undefined) {
    return Math.max(0, Math.min(window.limit, matching(head, window.facets) - window.skip));
  }
  const range = seqRange(head, window);
  return range === undefined ? 0 : range.to - range.from + 1;
}

/** What is left of a window behind its first entries; not more than `size` of it. */
export function windowBehind(window: Window, count: number, size: number): Window {
  return { ...window, skip: window.skip + count, limit: size };
}

/** How many entries a window's filter matches in the whole history. `upTo` does not count here. */
export function matching(head: RecordHead, facets: readonly string[] | undefined): number {
  if (facets === undefined) return head.seq;
  return [...countsOf(head, facets).values()].reduce((sum, count) => sum + count, 0);
}

/** How many entries there are of each of these facets that the history has. */
export function countsOf(head: RecordHead, facets: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    facets.flatMap((facet) => {
      const count = Object.hasOwn(head.counts, facet) ? (head.counts[facet] ?? 0) : 0;
      return count === 0 ? [] : [[facet, count] as const];
    }),
  );
}

/** How many entries are selected, as far as the head alone tells it; `undefined`: they have to be looked up. */
export function toldCount(head: RecordHead, { facets, upTo = head.seq }: Selection): number | undefined {
  if (facets === undefined) return Math.max(0, Math.min(head.seq, upTo));
  if (upTo >= head.seq) return matching(head, facets);
  return upTo <= 0 ? 0 : undefined;
}
