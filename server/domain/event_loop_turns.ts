/** How long callers together may hold the event loop, in milliseconds. */
const HOLD_MS = 10;

/**
 * Gives the event loop back in time. Work that never waits for anything outside the process, such as reading a
 * memory-mapped file again and again, would otherwise keep timers, signals and everybody else's requests waiting.
 */
export class EventLoopTurns {
  /** When the first caller since the last turn came. */
  #since: number | undefined;

  /** Does the work at once, or after turns of the event loop when callers have held it long enough. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    while (this.#isHeld()) {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    }
    // In the same breath: whoever looks next sees how long it took.
    return work();
  }

  /** Resolves at once, or after a turn; for whoever is about to go on. */
  next(): Promise<void> {
    return this.run(() => undefined);
  }

  #isHeld(): boolean {
    const now = performance.now();
    if (this.#since !== undefined) return now - this.#since > HOLD_MS;
    this.#since = now;
    setImmediate(() => {
      this.#since = undefined;
    });
    return false;
  }
}
