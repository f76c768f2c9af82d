import type { Activity } from '../../domain/activity.js';
import type { RecordHead, SeqRange } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';

/** The entries of a commit that is known by its ends, oldest first. */
export async function commitEntries(
  store: Pick<ActivityStore, 'entries'>,
  head: RecordHead,
  { from, to }: SeqRange,
): Promise<Activity[]> {
  const entries: Activity[] = [];
  const window = { order: 'asc', skip: from - 1, limit: to - from + 1 } as const;
  for await (const portion of store.entries(head, window)) entries.push(...portion);
  return entries;
}
