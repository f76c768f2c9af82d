import type { Logger } from '../logger.js';

/** After a commit of this process its entries get their positions together with those of others. */
const LINGER_MS = 100;
/** What processes that are gone have left is looked for so often. */
const SWEEP_EVERY_MS = 5_000;

/** How one store appends. */
export interface Appender {
  /**
   * Appends at most a portion of what is due in the space, beginning behind `after` in the order of records.
   * @returns where the next portion begins; `undefined`: all that was due when the first one began is appended
   */
  append(space: string, after: string | undefined): Promise<string | undefined>;
  /** Spaces in which something is due, whoever has written it. */
  due(): Promise<readonly string[]>;
}

/** What runs in one space, and what those who came meanwhile wait for. */
interface Passes {
  readonly running: Promise<void>;
  next?: Promise<void>;
}

/**
 * Gives committed entries their positions: soon after a commit, when somebody asks, and now and then what other
 * processes left. One pass at a time in each space; whoever else is appending is found out by the store.
 */
export class Sequencer {
  readonly #appender: Appender;
  readonly #logger: Logger | undefined;
  readonly #passes = new Map<string, Passes>();
  readonly #lingering = new Map<string, NodeJS.Timeout>();
  #sweeper: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(appender: Appender, logger: Logger | undefined) {
    this.#appender = appender;
    this.#logger = logger;
  }

  /** Looks now and then for what is due. */
  start(): void {
    this.#sweeper ??= setInterval(() => void this.#sweep(), SWEEP_EVERY_MS).unref();
    void this.#sweep();
  }

  /** Tells of a commit of this process. */
  committed(space: string): void {
    if (this.#closed || this.#lingering.has(space)) return;
    const timer = setTimeout(() => {
      this.#lingering.delete(space);
      this.#inBackground(this.catchUp(space));
    }, LINGER_MS);
    this.#lingering.set(space, timer.unref());
  }

  /** Appends everything that is due when it is called. Rejects with what the store rejects with. */
  catchUp(space: string): Promise<void> {
    const passes = this.#passes.get(space);
    if (passes === undefined) return this.#begin(space);
    // The running one may have looked already; whoever comes while it runs shares the one after it.
    passes.next ??= passes.running.catch(() => undefined).then(() => this.#begin(space));
    return passes.next;
  }

  /** Appends a last time what this process has committed; resolves when nothing is running. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweeper);
    const spaces = [...this.#lingering.keys()];
    for (const timer of this.#lingering.values()) clearTimeout(timer);
    this.#lingering.clear();
    for (const space of spaces) this.#inBackground(this.catchUp(space));
    while (this.#passes.size > 0) {
      await Promise.allSettled([...this.#passes.values()].map(({ running, next }) => next ?? running));
    }
  }

  #begin(space: string): Promise<void> {
    const running = this.#pass(space).finally(() => {
      const passes = this.#passes.get(space);
      if (passes?.running === running && passes.next === undefined) this.#passes.delete(space);
    });
    this.#passes.set(space, { running });
    return running;
  }

  async #pass(space: string): Promise<void> {
    let after: string | undefined;
    do after = await this.#appender.append(space, after);
    while (after !== undefined);
  }

  async #sweep(): Promise<void> {
    if (this.#isClosed()) return;
    try {
      const spaces = await this.#appender.due();
      // Closed meanwhile, nobody waits for what is begun now.
      if (this.#isClosed()) return;
      for (const space of spaces) this.#inBackground(this.catchUp(space));
    } catch (error) {
      this.#logger?.warn({ err: error }, 'the log was not looked after for now');
    }
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  /** What fails stays due: the next commit, reader or sweep tries again. */
  #inBackground(pass: Promise<void>): void {
    pass.catch((error: unknown) => this.#logger?.warn({ err: error }, 'the log stays behind for now'));
  }
}
