import { ActivityError } from '../../domain/errors.js';
import { EventLoopTurns } from '../../domain/event_loop_turns.js';
import type { Database } from './database.js';
import type { ListDatabase } from './lists/list_database.js';
import type { Storage } from './storage.js';

/** What goes on in a store. Everything happens here: only while it is open, with turns of the event loop in between. */
export class Operations {
  readonly #storage: Storage;
  readonly #running = new Set<Promise<unknown>>();
  readonly #turns = new EventLoopTurns();
  #closed = false;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Runs the operation. @throws STORE_UNAVAILABLE when the store is closed */
  async run<T>(operation: () => T | Promise<T>): Promise<T> {
    if (this.#closed) throw new ActivityError('STORE_UNAVAILABLE', 'The store is closed.');
    const running = this.#turns.run(operation);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** What `read` answers from one snapshot, when it is its turn; part of an operation that is running. */
  read<T>(read: (db: Database) => T): Promise<T> {
    return this.#turns.run(() => this.#storage.read(read));
  }

  /** The same of lists. */
  readLists<T>(read: (lists: ListDatabase) => T): Promise<T> {
    return this.#turns.run(() => this.#storage.readLists(read));
  }

  /** Whether further operations are refused. */
  get ended(): boolean {
    return this.#closed;
  }

  /** Refuses further operations; resolves when those that run have ended. */
  async end(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }
}
