import type { RecordHead } from '../../domain/record.js';
import type { RecordPage, RecordQuery } from '../../domain/record_list.js';
import type { ActivityStore } from '../../domain/store.js';
import { caseListing } from './case_listing.js';

/** Cases that are read at once: of the largest, some 15 MB. */
const PORTION = 256;

/** Which cases are gone through. */
export type CaseRange = Pick<RecordQuery, 'space' | 'kind' | 'audiences' | 'terms' | 'created'>;

/**
 * Goes through a list of cases, newest first, in portions; some of a portion may come again in the next one. By their
 * times, so that a portion costs its size and a count of what is left, however far behind it is.
 */
export async function* newestFirst(store: ActivityStore, range: CaseRange): AsyncGenerator<RecordPage> {
  let { created } = range;
  let skip = 0;
  for (;;) {
    const query = { ...range, created, rank: 'createdAt', order: 'desc', skip, limit: PORTION } as const;
    const page = await store.records(query);
    yield page;
    if (skip + PORTION >= page.total) return;
    const behind = timeBehind(page.heads);
    if (behind === undefined || behind >= (created?.to ?? Infinity)) {
      skip += PORTION;
    } else {
      // Those of that millisecond come again.
      created = { ...created, to: behind };
      skip = 0;
    }
  }
}

/** The millisecond after the oldest of them was created. */
function timeBehind(heads: readonly RecordHead[]): number | undefined {
  if (heads.length === 0) return undefined;
  return Math.min(...heads.map((head) => caseListing(head).ranks.createdAt)) + 1;
}
