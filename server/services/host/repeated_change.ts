import type { Activity } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { RecordHead, RecordSave } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { recalled, remembering } from '../idempotency/recent_keys.js';
import type { CheckedRecord } from './check_record.js';
import { withoutSeal } from './host_rows.js';
import type { RecordOutcome } from './host_input.js';

/** A record remembers the highest position of so many feeds (N7.3). */
const MAX_FEEDS = 16;

/**
 * What is answered to a change that is recorded already: by its key the entries that it wrote, by its place in a feed
 * that there is nothing to do. `undefined`: it is new.
 * @throws IDEMPOTENCY_KEY_REUSED
 */
export async function repeatedChange(
  store: ActivityStore,
  head: RecordHead,
  { feed, request }: CheckedRecord,
): Promise<RecordOutcome | undefined> {
  const commit = recalled(head, request);
  if (commit !== undefined) {
    const activities: Activity[] = [];
    const window = { order: 'asc', skip: commit.from - 1, limit: commit.to - commit.from + 1 } as const;
    for await (const portion of store.entries(head, window)) activities.push(...portion.map(withoutSeal));
    return { activities, total: commit.to, repeated: true };
  }
  if (feed === undefined || positionIn(head, feed.id) < feed.position) return undefined;
  return { activities: [], total: head.seq, repeated: true };
}

/**
 * The write, with its place in the feed and its key remembered in the record: all are committed or none is.
 * @throws TOO_MANY_FEEDS
 */
export function rememberedChange(write: RecordSave, { feed, request }: CheckedRecord): RecordSave {
  if (feed === undefined) return remembering(write, request);
  const feeds = { ...write.head.feeds, [feed.id]: feed.position };
  if (Object.keys(feeds).length > MAX_FEEDS) {
    throw new ActivityError(
      'TOO_MANY_FEEDS',
      `Changes of more than ${String(MAX_FEEDS)} feeds were recorded.`,
    );
  }
  return remembering({ ...write, head: { ...write.head, feeds } }, request);
}

function positionIn({ feeds = {} }: RecordHead, id: string): number {
  return Object.hasOwn(feeds, id) ? (feeds[id] ?? -1) : -1;
}
