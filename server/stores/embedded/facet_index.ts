import { ActivityError } from '../../domain/errors.js';
import type { FacetHistory } from '../../domain/facet_count.js';
import type { Found, Probes } from '../../domain/facet_search.js';
import type { RecordHead } from '../../domain/record.js';
import { countsOf } from '../../domain/window.js';
import type { Database } from './database.js';
import { recordKeys } from './keys.js';
import type { RecordKeys } from './keys.js';
import { recordNumberIn } from './plan_write.js';

/** A look costs no round trip here: with a few entries each the fewest of all are looked up. */
const PROBES = 3;

/** The keys of the record that the head tells of. @throws RECORD_NOT_FOUND when it is erased, or another one by now */
export function keysOfSame(db: Database, { subject, number }: RecordHead): RecordKeys {
  const keys = recordKeys(subject);
  if (recordNumberIn(db, keys.head) === number) return keys;
  throw new ActivityError('RECORD_NOT_FOUND', 'The record has been erased.');
}

/** What a search among some facets begins with. */
export function facetHistory(head: RecordHead, facets: readonly string[]): FacetHistory {
  return { counts: countsOf(head, facets), seq: head.seq, probes: PROBES };
}

/** The `seq` of entries that a search asks for. @throws INTERNAL_ERROR when one is missing */
export function seqsAt(db: Database, keys: RecordKeys, probes: Probes): Found {
  const seqAt = (facet: string, ordinal: number): number => {
    const value = db.get(keys.facet(facet, ordinal));
    if (value === undefined) throw damaged();
    return Number(value);
  };
  return new Map(
    [...probes].map(([facet, ordinals]) => [facet, new Map(ordinals.map((n) => [n, seqAt(facet, n)]))]),
  );
}

/** The fault of a history that lacks an entry which its head counts. */
export function damaged(): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'The stored history has a gap.');
}
