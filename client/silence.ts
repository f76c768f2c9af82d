/** Aborts a request when nothing has come for too long. */
export class Silence {
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ms how long it may take until something comes */
  constructor(ms: number) {
    this.broken(ms);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something has come: the next may take so long. */
  broken(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#controller.abort();
    }, ms);
  }

  /** Nothing is waited for any more: what is left of the request is given up. */
  end(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
