import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { EntryFilter } from './entry_filter.js';
import { entryMatcher } from './entry_filter.js';
import type { EntryPlan } from './entry_plan.js';
import { MAX_FACETS } from './entry_plan.js';
import type { SeqSpan } from './seq_bounds.js';
import { spanCount } from './span_count.js';

/** Entries of doubtful facets that are read to count them: as many as two pages have. */
const MAX_READ = 100;

/**
 * How many entries of the span match the filter, exactly; `undefined` where too many of them would have to be read.
 * `span`: those from `from` to `to`.
 */
export async function entryTotal(
  store: ActivityStore,
  head: RecordHead,
  { isScan, asked }: EntryPlan,
  { filter, span }: { readonly filter: EntryFilter; readonly span: SeqSpan },
): Promise<number | undefined> {
  if (isScan) return undefined;
  if (asked === undefined) return (await spanCount(store, head, undefined, span)).within;
  const isHistory = span.above === 0 && span.upTo >= head.seq;
  if (!isHistory && asked.whole.length + asked.mixed.length > MAX_FACETS) return undefined;
  const { within } = await spanCount(store, head, asked.whole, span);
  if (asked.mixed.length === 0) return within;
  const among = await countedAmong(store, head, asked.mixed, { filter, span });
  return among === undefined ? undefined : within + among;
}

/** How many of the entries of these facets match. */
async function countedAmong(
  store: ActivityStore,
  head: RecordHead,
  facets: readonly string[],
  { filter, span }: { readonly filter: EntryFilter; readonly span: SeqSpan },
): Promise<number | undefined> {
  const { within } = await spanCount(store, head, facets, span);
  if (within > MAX_READ) return undefined;
  const matches = entryMatcher(filter);
  let count = 0;
  const window = { order: 'desc', skip: 0, limit: within, facets, upTo: span.upTo } as const;
  for await (const portion of store.entries(head, window)) count += portion.filter(matches).length;
  return count;
}
