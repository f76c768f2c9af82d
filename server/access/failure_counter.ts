import { LRUCache } from 'lru-cache';

const MAX_KEYS = 10_000;

/** Counts failures per key in windows of a fixed length. Memory is bounded: the longest unused keys go first. */
export class FailureCounter {
  readonly #limit: number;
  readonly #counts: LRUCache<string, number>;

  constructor({
    limit,
    windowMs,
    clock,
  }: {
    readonly limit: number;
    readonly windowMs: number;
    readonly clock: () => Date;
  }) {
    this.#limit = limit;
    this.#counts = new LRUCache({
      max: MAX_KEYS,
      ttl: windowMs,
      ttlResolution: 0,
      // A window begins with its first failure; the next ones do not prolong it.
      noUpdateTTL: true,
      perf: { now: () => clock().getTime() },
    });
  }

  /** Seconds until the key may try again; 0: it may now. */
  waitSeconds(key: string): number {
    if ((this.#counts.get(key) ?? 0) < this.#limit) return 0;
    return Math.max(0, Math.ceil(this.#counts.getRemainingTTL(key) / 1000));
  }

  add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** Takes one back that turned out to be none. */
  takeBack(key: string): void {
    const count = this.#counts.get(key) ?? 0;
    if (count > 1) this.#counts.set(key, count - 1);
    else this.#counts.delete(key);
  }

  forget(key: string): void {
    this.#counts.delete(key);
  }
}
