import type { RecordHead, SeqRange } from './record.js';

/** Which entries of a history are asked for. Cost is `limit`, not `skip` nor the length of the history. */
export interface Window {
  /** `asc`: oldest first. By `seq`, never by time. */
  readonly order: 'asc' | 'desc';
  /** Entries to leave out at the beginning of the order. */
  readonly skip: number;
  readonly limit: number;
  /** Only this `seq` and older ones count; default: all. */
  readonly upTo?: number | undefined;
  /** Only entries of these facets; default: all. */
  readonly facets?: readonly string[] | undefined;
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
  return [...new Set(facets)].reduce(
    (sum, facet) => sum + (Object.hasOwn(head.counts, facet) ? (head.counts[facet] ?? 0) : 0),
    0,
  );
}
