import type { Database as NamedDatabase } from 'lmdb';
import type { Database } from '../database.js';
import type { Room } from '../room.js';

/** A record's place on a list: the key of the list, and what is kept there of the record. */
export interface ListPlace {
  readonly list: Buffer;
  readonly place: Buffer;
}

/**
 * Lists of records: a key per list, its places as the values of this key, in the order of their bytes. lmdb keeps the
 * values of a key in a tree of their own and knows how many there are without counting (docs/decisions/023).
 */
export type ListDatabase = NamedDatabase<Buffer, Buffer>;

/**
 * To lmdb a name goes up to its first NUL and is kept, with this NUL, as a key among those of the store: before every
 * record's.
 */
const NAME = '\0lists';

const AS_THEY_ARE = {
  encode: (place: Buffer) => place,
  // What is read is lmdb's own buffer until the next read.
  decode: (bytes: Buffer, length: number) => Buffer.from(bytes.subarray(0, length)),
};

/** The pages that name the lists. */
const NAMING_BYTES = 4 * 4096;

/**
 * Opens the lists, which are made if need be.
 * @throws STORE_UNAVAILABLE when there is no room for making them
 */
export function openLists(db: Database, room: Room): ListDatabase {
  if (!db.doesExist(Buffer.of(0))) room.expect(NAMING_BYTES);
  return db.openDB<Buffer, Buffer>({
    name: NAME,
    dupSort: true,
    useVersions: false,
    encoding: 'binary',
    keyEncoding: 'binary',
    // Not among its types; without one lmdb-js fails where it is to begin among the values of a key.
    ...{ encoder: AS_THEY_ARE },
  });
}
