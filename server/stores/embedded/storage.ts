import { readFailure, writeFailure } from './failures.js';
import { writeIf } from './guarded_write.js';
import type { Guard } from './guarded_write.js';
import type { Database } from './database.js';
import { openLists } from './lists/list_database.js';
import type { ListDatabase, ListPlace } from './lists/list_database.js';
import { Room } from './room.js';

/** The pages from the root to one leaf. */
const PATH_BYTES = 4 * 4096;

/** The keys of one record lie side by side, so that many of them share their pages. */
const MOST_PATHS = 64;

/** A value to be stored. */
export interface Put {
  readonly key: Buffer;
  readonly value: string;
  readonly version: number;
}

/** What is written as one if every guard holds. */
export interface Batch {
  /** At least one: what is written behind none is not waited for. */
  readonly guards: readonly Guard[];
  readonly puts: readonly Put[];
  readonly removes: readonly Buffer[];
  /** Places on lists that are taken. */
  readonly listed?: readonly ListPlace[];
  /** Places on lists that are left. */
  readonly unlisted?: readonly ListPlace[];
  /** Keys that go only if they still have these versions; whatever else is in the batch is written all the same. */
  readonly removesIf?: readonly VersionedKey[];
}

/** A key as it was read. */
export interface VersionedKey {
  readonly key: Buffer;
  readonly version: number;
}

/** The database with its failures told in our words. */
export class Storage {
  readonly #path: string;
  readonly #db: Database;
  readonly #room: Room;
  #lists: ListDatabase | undefined;

  constructor(path: string, db: Database) {
    this.#path = path;
    this.#db = db;
    this.#room = new Room(path);
  }

  /** Makes the lists now, while nothing is written. Without room for them it is tried when they are needed. */
  prepareLists(): void {
    try {
      this.#listDatabase();
    } catch {
      // An old store on a full disk can still be read.
    }
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

  /** The same of the lists of records. @throws STORE_UNAVAILABLE also when there is no room for making them */
  readLists<T>(read: (lists: ListDatabase) => T): T {
    return this.read(() => read(this.#listDatabase()));
  }

  /** Whether the guards held, so that everything is written and on disk; else nothing is. */
  async write(batch: Batch): Promise<boolean> {
    const { guards, puts, removes, listed = [], unlisted = [], removesIf = [] } = batch;
    try {
      const lists = this.#listDatabase();
      return await this.#room.with(mostBytesOf(batch), () =>
        writeIf(this.#db, guards, () => {
          // Their promises are those of the guards around them.
          for (const key of removes) void this.#db.remove(key);
          for (const { key, value, version } of puts) void this.#db.put(key, value, version);
          for (const { list, place } of unlisted) void lists.remove(list, place);
          for (const { list, place } of listed) void lists.put(list, place);
          return removesIf.map(({ key, version }) => this.#db.remove(key, version));
        }),
      );
    } catch (error) {
      throw await writeFailure(this.#path, error);
    }
  }

  /** Opened when it is first needed: not before the version of the data has been looked at. */
  #listDatabase(): ListDatabase {
    this.#lists ??= openLists(this.#db, this.#room);
    return this.#lists;
  }

  /** Releases the database. */
  close(): Promise<void> {
    return this.#db.close();
  }
}

/** What lmdb may have to write for a batch, generously: whole pages, and those on the way from the root. */
function mostBytesOf({ puts, removes, listed = [], unlisted = [], removesIf = [] }: Batch): number {
  let bytes = 0;
  for (const { key, value } of puts) bytes += key.byteLength + Buffer.byteLength(value);
  for (const key of removes) bytes += key.byteLength;
  for (const { key } of removesIf) bytes += key.byteLength;
  for (const { list, place } of [...listed, ...unlisted]) bytes += list.byteLength + place.byteLength;
  const keys = puts.length + removes.length + removesIf.length + listed.length + unlisted.length;
  return 2 * bytes + PATH_BYTES * Math.min(keys, MOST_PATHS);
}
