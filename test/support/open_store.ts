import type { ActivityStore } from '../../server/domain/store.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';

/** Where a store is, as JSON: a child process gets it on its command line. */
export type StoreLocation =
  | { readonly kind: 'embedded'; readonly path: string }
  | { readonly kind: 'mongodb'; readonly uri: string; readonly database: string };

/** Another handle on the store at the location. */
export function openStore(location: StoreLocation): Promise<ActivityStore> {
  switch (location.kind) {
    case 'embedded':
      return openEmbeddedStore({ path: location.path });
    case 'mongodb':
      return openMongoStore({ uri: location.uri, database: location.database });
  }
}
