import { ActivityError } from '../../domain/errors.js';

/** How many at the same time. */
export interface CountLimits {
  readonly max: number;
  /** For one caller, at most. */
  readonly maxPerPrincipal: number;
}

/** Counts what runs, all together and for each caller. */
export class StreamCount {
  readonly #limits: CountLimits;
  readonly #ofCaller = new Map<string, number>();
  #running = 0;

  constructor(limits: CountLimits) {
    this.#limits = limits;
  }

  /**
   * Counts one; what is answered is to be called once, when it has ended.
   * @throws TOO_MANY_STREAMS when the caller has as many as one may have
   * @throws STREAMS_EXHAUSTED when all callers together do
   */
  add(caller: string): () => void {
    const own = this.#ofCaller.get(caller) ?? 0;
    if (own >= this.#limits.maxPerPrincipal) {
      throw new ActivityError('TOO_MANY_STREAMS', 'Too many answers are being streamed to this caller.');
    }
    if (this.#running >= this.#limits.max) {
      throw new ActivityError('STREAMS_EXHAUSTED', 'Too many answers are being streamed.');
    }
    this.#ofCaller.set(caller, own + 1);
    this.#running += 1;
    return () => {
      this.#running -= 1;
      const left = (this.#ofCaller.get(caller) ?? 1) - 1;
      if (left === 0) this.#ofCaller.delete(caller);
      else this.#ofCaller.set(caller, left);
    };
  }
}
