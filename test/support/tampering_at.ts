import type { StoreLocation } from './open_store.js';
import type { Tampering } from './tampering.js';
import { embeddedTampering } from './tampering_embedded.js';
import { mongoTampering } from './tampering_mongo.js';

/** Opens what is stored at the location, while the store may be open too. */
export async function tamperingAt(location: StoreLocation): Promise<Tampering> {
  return location.kind === 'embedded' ? embeddedTampering(location.path) : mongoTampering(location);
}
