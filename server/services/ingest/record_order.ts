import { ActivityError } from '../../domain/errors.js';

/**
 * Keeps the changes of one record in their order while those of others go on: each waits for the one before it. Behind
 * one that has failed there is none: its feed would have gone past it (N7.1).
 */
export class RecordOrder {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #failed = new Set<string>();

  /**
   * Does the work when what came before of the same record is done.
   * @throws FEED_BLOCKED when that has failed, and whatever `work` throws
   */
  async run<T>(record: string, work: () => Promise<T>): Promise<T> {
    const done = this.#after(this.#last.get(record), record, work);
    const settled = done.catch(() => undefined);
    this.#last.set(record, settled);
    try {
      return await done;
    } finally {
      if (this.#last.get(record) === settled) this.#last.delete(record);
    }
  }

  async #after<T>(before: Promise<unknown> | undefined, record: string, work: () => Promise<T>): Promise<T> {
    await before;
    if (this.#failed.has(record)) {
      throw new ActivityError('FEED_BLOCKED', 'An earlier change of the record has failed.');
    }
    try {
      return await work();
    } catch (error) {
      this.#failed.add(record);
      throw error;
    }
  }
}
