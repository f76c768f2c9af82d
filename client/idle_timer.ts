/** Ends what takes too long to come; the time in between belongs to whoever reads. */
export class IdleTimer {
  readonly #controller = new AbortController();
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What is waited for. */
  async during<T>(waited: T | Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.abort();
    }, this.#ms);
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
