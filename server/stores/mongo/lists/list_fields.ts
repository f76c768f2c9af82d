import type { Subject } from '../../../domain/activity.js';
import type { Listing } from '../../../domain/listing.js';
import { RANKS } from '../../../domain/listing.js';
import type { RecordHead } from '../../../domain/record.js';
import { facetKey, recordKey } from '../codec.js';
import type { ListFields } from '../documents.js';

/** A listing inside its record's document. */
export function listFields({ subject, number }: RecordHead, { audience, terms, ranks }: Listing): ListFields {
  const placed = RANKS.map((rank) => [rank, ranks[rank] === undefined ? 0 : 1] as const);
  return {
    p: partitionOf(subject, audience),
    t: terms.map(termKey),
    q: Object.fromEntries(placed),
    r: ranks,
    n: number,
  };
}

/** The records of a space, a kind and an audience: the first field of every index for lists. */
export function partitionOf({ space, kind }: Omit<Subject, 'id'>, audience: string): string {
  return recordKey({ space, kind, id: audience });
}

/** How a term stands in the index. */
export function termKey(term: string): string {
  return facetKey(term);
}
