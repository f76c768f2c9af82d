import type { ActivityStore } from '../../server/domain/store.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { openTestStore } from '../mongo/open_test_store.js';

/** Where a store is, as JSON: a child process gets it on its command line. */
export type StoreLocation =
  | { readonly kind: 'embedded'; readonly path: string }
  | {
      readonly kind: 'mongodb';
      readonly uri: string;
      readonly database: string;
      readonly timeoutMs?: number;
    };

/** What of a store's options does not depend on where it is. */
export interface CommonOptions {
  /** Default: with a log. */
  readonly log?: boolean;
}

/** Another handle on the store at the location. */
export function openStore(location: StoreLocation, options: CommonOptions = {}): Promise<ActivityStore> {
  switch (location.kind) {
    case 'embedded':
      return openEmbeddedStore({ path: location.path, ...options });
    case 'mongodb':
      return openTestStore({ uri: location.uri, database: location.database, ...options });
  }
}
