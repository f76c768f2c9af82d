import { configurationInvalid } from './config/faults.js';
import type { StorageConfig } from './config/storage.js';
import type { HostMongoClient } from './contracts.js';
import type { Logger } from './domain/logger.js';
import type { ActivityStore } from './domain/store.js';
import { openEmbeddedStore } from './stores/embedded/embedded_store.js';
import { clientFault } from './stores/mongo/connection/host_client.js';
import { openMongoStore } from './stores/mongo/mongo_store.js';
import type { MongoStoreOptions } from './stores/mongo/options.js';

type DriverClient = Extract<MongoStoreOptions, { client: unknown }>['client'];

/** What of the host a store needs. `mongoClient: undefined` is told from none, because nobody means it. */
interface StoreHost {
  readonly logger: Logger;
  /** `false`: without the log of each space. */
  readonly log?: boolean | undefined;
  readonly mongoClient?: HostMongoClient | undefined;
}

const NO_CLIENT =
  'mongoClient is given and undefined, so storage.uri is used (getClient() of mongoose is undefined before connect())';

/**
 * Opens the configured store; on MongoDB with the host's own connection when it hands one in.
 * @throws STORE_UNAVAILABLE; CONFIGURATION_INVALID, of a client that cannot be used with the path `mongoClient`
 */
export async function openStore(storage: StorageConfig, host: StoreHost): Promise<ActivityStore> {
  const { mongoClient, logger, log = true } = host;
  switch (storage.kind) {
    case 'embedded':
      return openEmbeddedStore({ path: storage.path, logger, log });
    case 'mongodb': {
      const { kind: _, uri, tls, ...names } = storage;
      const common = { ...names, logger, log };
      if (mongoClient !== undefined) {
        return openMongoStore({ ...common, client: await usableClient(mongoClient) });
      }
      if ('mongoClient' in host) logger.warn({}, NO_CLIENT);
      return openMongoStore({ ...common, uri, tls });
    }
  }
}

/** What passed the check is used as a client of our own copy of the driver: the types of the copies differ. */
async function usableClient(client: HostMongoClient): Promise<DriverClient> {
  const message = await clientFault(client);
  if (message !== undefined) throw configurationInvalid([{ path: 'mongoClient', message }]);
  return client as object as DriverClient;
}
