import { LRUCache } from 'lru-cache';
import type { CountedWindow, RequestCounts } from '../../domain/request_counts.js';
import { isFull } from '../../domain/request_counts.js';

/** Some 30 MB at most. The sender whose last request is the longest ago goes first. */
const MAX_SENDERS = 100_000;

type Counts = ReadonlyMap<number, { readonly index: number; readonly count: number }>;

/** Counts of this process alone. */
export class OwnCounts implements RequestCounts {
  readonly #senders = new LRUCache<string, Counts>({ max: MAX_SENDERS });

  count(sender: string, windows: readonly CountedWindow[]): Promise<readonly number[]> {
    const known = this.#senders.get(sender);
    const counts = windows.map(({ seconds, index }) => {
      const last = known?.get(seconds);
      return last?.index === index ? last.count : 0;
    });
    if (!isFull(windows, counts)) {
      const counted = windows.map(
        ({ seconds, index }, i) => [seconds, { index, count: (counts[i] ?? 0) + 1 }] as const,
      );
      this.#senders.set(sender, new Map(counted));
    }
    return Promise.resolve(counts);
  }
}
