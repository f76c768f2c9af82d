import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from '../domain/activity.js';
import { isActivityError } from '../domain/errors.js';
import type { RecordWrite } from '../domain/record.js';
import type { ActivityStore } from '../domain/store.js';

/** Writers of one record that collide try again this often; each round one of them gets through. */
const MAX_ATTEMPTS = 100;

/** What one attempt of a use case wants to be written, and what it answers once that is durable. */
export interface Attempt<T> {
  readonly writes: readonly RecordWrite[];
  readonly result: T;
}

/**
 * The one way to write: what a use case decided on a state that has changed meanwhile is decided anew.
 * Committed entries are reported once, to the audit log.
 */
export class WriteDoor {
  readonly #store: ActivityStore;
  readonly #committed: (activities: readonly Activity[]) => void;

  constructor(store: ActivityStore, committed: (activities: readonly Activity[]) => void) {
    this.#store = store;
    this.#committed = committed;
  }

  /**
   * Runs `decide` on fresh reads until its writes are committed; an attempt without writes commits nothing.
   * @throws VERSION_CONFLICT when other writers win every time, and whatever `decide` throws
   */
  async write<T>(decide: () => Promise<Attempt<T>>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const { writes, result } = await decide();
      if (writes.length === 0) return result;
      try {
        await this.#store.commit(writes);
      } catch (error) {
        if (!isActivityError(error, 'VERSION_CONFLICT') || attempt >= MAX_ATTEMPTS) throw error;
        await sleep(Math.random() * Math.min(50, attempt * 2));
        continue;
      }
      this.#committed(writes.flatMap((write) => (write.type === 'save' ? write.activities : [])));
      return result;
    }
  }
}
