import { MongoClient } from 'mongodb';
import type { BSONSerializeOptions, Db } from 'mongodb';
import { isNeverOpened } from './mongo_errors.js';
import type { MongoStoreOptions, MongoTlsOptions } from '../options.js';

const DEFAULT_POOL_SIZE = 50;

/**
 * How documents become values, whatever a host's client would do. Said to the database and to each collection:
 * one does not hand all of it down to the other.
 */
export const VALUES: BSONSerializeOptions = {
  ignoreUndefined: true,
  promoteValues: true,
  promoteLongs: true,
  promoteBuffers: true,
  useBigInt64: false,
  bsonRegExp: false,
  serializeFunctions: false,
  raw: false,
  fieldsAsRaw: {},
  enableUtf8Validation: true,
};

/** The store's own client. */
export function ownClient(
  uri: string,
  { timeoutMs, maxPoolSize }: Pick<MongoStoreOptions, 'maxPoolSize'> & { readonly timeoutMs: number },
  tls: MongoTlsOptions | undefined,
): MongoClient {
  return new MongoClient(uri, {
    appName: 'case-activity',
    maxPoolSize: maxPoolSize ?? DEFAULT_POOL_SIZE,
    serverSelectionTimeoutMS: Math.ceil(timeoutMs / 2),
    connectTimeoutMS: Math.ceil(timeoutMs / 2),
    socketTimeoutMS: timeoutMs,
    waitQueueTimeoutMS: Math.ceil(timeoutMs / 2),
    heartbeatFrequencyMS: Math.min(10_000, Math.max(500, timeoutMs)),
    ...tls,
  });
}

/** The database with all that the store relies on, whatever the client's defaults are. */
export function databaseOf(client: MongoClient, name: string, timeoutMs: number): Db {
  const options = {
    readPreference: 'primary',
    // A plain value: an instance of one copy of the driver may be nothing to another. Its type does not say so.
    readConcern: { level: 'local' },
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: timeoutMs },
    // The driver's own ids, not those that a client makes for its host.
    forceServerObjectId: false,
    pkFactory: undefined,
    ...VALUES,
  };
  return client.db(name, options as object);
}

/**
 * Connects a host's client if that was never done. One that its host has closed stays closed, and what asks
 * for it fails.
 */
export async function openHostClient(client: MongoClient, db: Db): Promise<void> {
  try {
    await db.command({ ping: 1 }, { readPreference: 'primary' });
  } catch (error) {
    if (!isNeverOpened(error)) throw error;
    await client.connect();
  }
}
