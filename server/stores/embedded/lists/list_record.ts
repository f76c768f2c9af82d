import type { Listing } from '../../../domain/listing.js';
import type { RecordHead } from '../../../domain/record.js';
import { recordKeys } from '../keys.js';
import { versionConflict, versionOf } from '../plan_write.js';
import type { Storage } from '../storage.js';
import { planListing } from './listing_plan.js';

/** As the port's `list`. */
export async function listRecord(storage: Storage, head: RecordHead, after: Listing): Promise<void> {
  const { subject, number } = head;
  const keys = recordKeys(subject);
  if (storage.read((db) => db.doesExist(keys.listing))) return;
  const plan = planListing(keys, { subject, number, before: undefined, after });
  const unchanged = { key: keys.head, version: versionOf(head) };
  if (await storage.write({ ...plan, guards: [unchanged, ...plan.guards] })) return;
  if (!storage.read((db) => db.doesExist(keys.listing))) throw versionConflict();
}
