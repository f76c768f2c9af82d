import type { Logger } from '../../domain/logger.js';

/** Between two looks: whoever asks meanwhile shares the next one. */
const GAP_MS = 25;
/** After a look that has failed. */
const RETRY_MS = 1_000;

/** Looks when somebody asks, one look at a time, for all who ask while it runs or rests once more. */
export class Looking {
  readonly #look: () => Promise<void>;
  readonly #logger: Logger;
  #asked = false;
  #running = false;
  #resting: NodeJS.Timeout | undefined;
  #failing = false;
  #ended = false;

  constructor(look: () => Promise<void>, logger: Logger) {
    this.#look = look;
    this.#logger = logger;
  }

  ask(): void {
    this.#asked = true;
    if (!this.#running && this.#resting === undefined) void this.#run();
  }

  /** Begins no look any more. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#resting);
  }

  async #run(): Promise<void> {
    if (this.#ended) return;
    this.#running = true;
    this.#asked = false;
    try {
      await this.#look();
      this.#failing = false;
    } catch (error) {
      // Once is enough: it may go on for hours.
      if (!this.#failing) this.#logger.warn({ err: error }, 'those who follow histories have to wait');
      this.#failing = true;
    }
    this.#running = false;
    this.#rest();
  }

  #rest(): void {
    if (this.#ended) return;
    const next = (): void => {
      this.#resting = undefined;
      if (this.#asked || this.#failing) this.ask();
    };
    this.#resting = setTimeout(next, this.#failing ? RETRY_MS : GAP_MS).unref();
  }
}
