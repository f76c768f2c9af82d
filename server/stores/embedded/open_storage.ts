import { open } from 'lmdb';
import type { Logger } from '../../domain/logger.js';
import { hasAddressSpaceLimit } from './address_space.js';
import type { Database } from './database.js';
import { warnIfExposed } from './exposure.js';
import { openFailure } from './failures.js';
import { prepareFolder } from './prepare_folder.js';
import { Storage } from './storage.js';

/** Where the store is, and who is told of what does not keep it from being opened. */
export interface EmbeddedStoreOptions {
  readonly path: string;
  readonly logger?: Logger;
  /** Whether entries get positions in the log of their space; default: they do. */
  readonly log?: boolean;
}

/**
 * Address space for the file, of which nothing is used before it is needed: 64 GiB. A file that outgrows its map is
 * mapped again by whoever notices first, and when a reader and the writer do at once lmdb-js forgets how large the
 * former map was: closing the store then unmaps memory of others (docs/decisions/002).
 */
const MAP_BYTES = 64 * 2 ** 30;

/**
 * Opens the database of a folder with lmdb's settings of docs/decisions/002, whatever its data is.
 * @throws STORE_UNAVAILABLE when the folder cannot be used
 */
export async function openStorage({ path, logger }: EmbeddedStoreOptions): Promise<Storage> {
  try {
    const permissionsMode = await prepareFolder(path);
    const db: Database = open({
      path,
      // Not among its types, but handed on to lmdb, which creates the files with it.
      ...{ permissionsMode },
      noSubdir: false,
      ...(!(await hasAddressSpaceLimit()) && { mapSize: MAP_BYTES }),
      // With lmdb-js's default a commit is visible before it is on disk (docs/decisions/002).
      overlappingSync: false,
      // Else a full disk rejects a promise inside lmdb-js that nobody can catch, which ends the process.
      eventTurnBatching: false,
      useVersions: true,
      encoding: 'string',
      keyEncoding: 'binary',
      maxDbs: 1,
    });
    if (logger !== undefined) await warnIfExposed(path, logger);
    return new Storage(path, db);
  } catch (cause) {
    throw openFailure(path, cause);
  }
}
