import { facetCount } from '../../domain/facet_count.js';
import { searchNow } from '../../domain/facet_search.js';
import type { RecordHead } from '../../domain/record.js';
import { toldCount } from '../../domain/window.js';
import type { Selection } from '../../domain/window.js';
import type { Database } from './database.js';
import { facetHistory, keysOfSame, seqsAt } from './facet_index.js';

/**
 * As the port's `count`.
 * @throws RECORD_NOT_FOUND when the record is erased and something has to be looked up
 */
export function readCount(db: Database, head: RecordHead, selection: Selection): number {
  const { facets = [], upTo = head.seq } = selection;
  const told = toldCount(head, selection);
  if (told !== undefined) return told;
  const keys = keysOfSame(db, head);
  return searchNow(facetCount(facetHistory(head, facets), upTo), (probes) => seqsAt(db, keys, probes));
}
