import type { Subject } from '../../../domain/activity.js';
import type { Listing } from '../../../domain/listing.js';
import { RANKS } from '../../../domain/listing.js';
import type { Guard } from '../guarded_write.js';
import type { RecordKeys } from '../keys.js';
import type { Put } from '../storage.js';
import type { ListPlace } from './list_database.js';
import type { Listed } from './list_keys.js';
import { rankPlace, termPlace } from './list_keys.js';

/** A record's listing before a write and after it. */
export interface ListingChange {
  readonly subject: Subject;
  readonly number: number;
  readonly before: Listing | undefined;
  readonly after: Listing | undefined;
}

/** What a write does to lists: only what is different is touched. */
export interface ListingPlan {
  readonly guards: readonly Guard[];
  readonly puts: readonly Put[];
  readonly removes: readonly Buffer[];
  readonly listed: readonly ListPlace[];
  readonly unlisted: readonly ListPlace[];
}

/** Plans the change. A record without listing is guarded to be without: another process may be upgrading it. */
export function planListing(
  keys: RecordKeys,
  { subject, number, before, after }: ListingChange,
): ListingPlan {
  const [old, now] = [before, after].map((listing) => listing && { ...subject, number, ...listing });
  return {
    guards: before === undefined ? [{ key: keys.listing, version: undefined }] : [],
    puts: after === undefined ? [] : [{ key: keys.listing, value: JSON.stringify(after), version: 0 }],
    removes: after === undefined && before !== undefined ? [keys.listing] : [],
    listed: placesOnlyOf(now, old),
    unlisted: placesOnlyOf(old, now),
  };
}

/** The places of one listing that the other does not have. Making one is dear: those that stay are not made. */
function placesOnlyOf(listed: Listed | undefined, other: Listed | undefined): readonly ListPlace[] {
  if (listed === undefined) return [];
  const near = other?.audience === listed.audience ? other : undefined;
  const shared = near?.ranks.createdAt === listed.ranks.createdAt ? new Set(near.terms) : new Set<string>();
  return [
    ...listed.terms.filter((term) => !shared.has(term)).map((term) => termPlace(listed, term)),
    ...RANKS.filter((rank) => near === undefined || near.ranks[rank] !== listed.ranks[rank]).map((rank) =>
      rankPlace(listed, rank),
    ),
  ];
}
