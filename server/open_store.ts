import type { StorageConfig } from './config/activity_config.js';
import { ActivityError } from './domain/errors.js';
import type { Logger } from './domain/logger.js';
import type { ActivityStore } from './domain/store.js';
import { openEmbeddedStore } from './stores/embedded/embedded_store.js';
import { openMongoStore } from './stores/mongo/mongo_store.js';
import type { MongoStoreOptions } from './stores/mongo/options.js';

type HostClient = Extract<MongoStoreOptions, { client: unknown }>['client'];

/**
 * Opens the configured store; on MongoDB with the host's own connection when it hands one in.
 * @throws STORE_UNAVAILABLE, CONFIGURATION_INVALID
 */
export function openStore(
  storage: StorageConfig,
  { mongoClient, logger }: { readonly logger: Logger; readonly mongoClient?: unknown },
): Promise<ActivityStore> {
  switch (storage.kind) {
    case 'embedded':
      return openEmbeddedStore(storage);
    case 'mongodb': {
      const { kind: _, uri, tls, ...names } = storage;
      const common = { ...names, logger };
      return openMongoStore(
        mongoClient === undefined ? { ...common, uri, tls } : { ...common, client: hostClient(mongoClient) },
      );
    }
  }
}

/** The host's client may come from another copy of the driver, so it is known by what it can do. */
function hostClient(client: unknown): HostClient {
  if (typeof client === 'object' && client !== null && 'db' in client && typeof client.db === 'function') {
    return client as HostClient;
  }
  throw new ActivityError(
    'CONFIGURATION_INVALID',
    'mongoClient must be a MongoClient of the mongodb driver.',
  );
}
