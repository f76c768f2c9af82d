import type { ActivityStore } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import type { MongoStoreOptions } from '../../server/stores/mongo/options.js';
import { driver, DRIVER_NAME } from './drivers.js';

type WithAddress = Extract<MongoStoreOptions, { uri: string }>;

/**
 * Opens the store at an address: with its own client, or, if the suites run with another copy of the driver,
 * with a client of that as a host would make it. That is closed when the store is.
 */
export async function openTestStore(options: WithAddress): Promise<ActivityStore> {
  if (DRIVER_NAME === 'own' || options.tls !== undefined) return openMongoStore(options);
  const { uri, tls: _, ...others } = options;
  // What a call that was given up waits for outlives the client in version 6 of the driver.
  const client = new driver.MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  const store = await openMongoStore({ ...others, client }).catch(async (error: unknown) => {
    await client.close();
    throw error;
  });
  const close = store.close.bind(store);
  let closed: Promise<void> | undefined;
  return Object.assign(store, {
    close: () => (closed ??= close().then(() => client.close())),
  });
}
