/** Ends what takes too long to come; the time in between belongs to whoever reads. */
export class IdleTimer {
  readonly #controller = new AbortController();

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What is waited for, at most for so many milliseconds. */
  async during<T>(waited: T | Promise<T>, ms: number): Promise<T> {
    const timer = setTimeout(() => {
      this.abort();
    }, ms);
    try {
      return await waited;
    } finally {
      clearTimeout(timer);
    }
  }

  abort(): void {
    this.#controller.abort();
  }
}
