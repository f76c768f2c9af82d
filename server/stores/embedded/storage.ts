import { readFailure, writeFailure } from './failures.js';
import { writeIf } from './guarded_write.js';
import type { Guard } from './guarded_write.js';
import type { Database } from './read_page.js';

/** A value to be stored. */
export interface Put {
  readonly key: Buffer;
  readonly value: string;
  readonly version: number;
}

/** What is written as one if every guard holds. */
export interface Batch {
  readonly guards: readonly Guard[];
  readonly puts: readonly Put[];
  readonly removes: readonly Buffer[];
}

/** The database with its failures told in our words. */
export class Storage {
  readonly #path: string;
  readonly #db: Database;

  constructor(path: string, db: Database) {
    this.#path = path;
    this.#db = db;
  }

  /** What `read` answers from the newest commit of any process. Synchronous, so that all of it is one snapshot. */
  read<T>(read: (db: Database) => T): T {
    try {
      this.#db.resetReadTxn();
      return read(this.#db);
    } catch (error) {
      throw readFailure(error);
    }
  }

  /** Whether the guards held, so that everything is written and on disk; else nothing is. */
  async write({ guards, puts, removes }: Batch): Promise<boolean> {
    try {
      return await writeIf(this.#db, guards, () => {
        // Their promises are those of the guards around them.
        for (const key of removes) void this.#db.remove(key);
        for (const { key, value, version } of puts) void this.#db.put(key, value, version);
      });
    } catch (error) {
      throw await writeFailure(this.#path, error);
    }
  }

  /** Releases the database. */
  close(): Promise<void> {
    return this.#db.close();
  }
}
