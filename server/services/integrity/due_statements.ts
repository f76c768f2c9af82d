import type { Logger } from '../../domain/logger.js';

/** Statements that the ledger of a space has to make by itself, such as those of the keys that sign there (N10.6). */
export interface SpaceStatements {
  /**
   * Resolves when the ledger of the space makes them, however many processes find that out together.
   * @throws STORE_UNAVAILABLE, AUDIT_UNAVAILABLE, VERSION_CONFLICT, HISTORY_FULL when it cannot be written
   */
  ensure(space: string): Promise<void>;
}

/** Has the ledgers make their statements, of every sort: once at a time in a process. */
export class DueStatements implements SpaceStatements {
  readonly #sorts: readonly SpaceStatements[];
  readonly #logger: Logger;
  readonly #running = new Map<string, Promise<void>>();

  constructor(sorts: readonly SpaceStatements[], logger: Logger) {
    this.#sorts = sorts;
    this.#logger = logger;
  }

  /** Tells of a commit of this process: what is due is written behind it. */
  committed(space: string): void {
    this.ensure(space).catch((error: unknown) => {
      this.#logger.warn(
        { err: error, space },
        'the ledger does not tell of all keys and adopted records yet',
      );
    });
  }

  /** As the interface says. */
  async ensure(space: string): Promise<void> {
    const running = this.#running.get(space) ?? this.#all(space).finally(() => this.#running.delete(space));
    this.#running.set(space, running);
    await running;
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  async #all(space: string): Promise<void> {
    for (const sort of this.#sorts) await sort.ensure(space);
  }
}
