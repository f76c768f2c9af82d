import { ActivityError } from '../../domain/errors.js';
import type { RecordHead, RecordSave } from '../../domain/record.js';

/** Where in a sequence of its writer's own a change stands (N7.3). */
export interface FeedPosition {
  /** 1 to 64 of `A-Za-z0-9._:-`. */
  readonly id: string;
  /** Higher with every change of the record. */
  readonly position: number;
}

/** What a feed can be called. */
export const FEED_ID = /^[A-Za-z0-9._:-]{1,64}$/;

/** A record remembers the highest position of so many feeds (N7.3). */
const MAX_FEEDS = 16;

/** Whether the record has got this far in the feed already: there is nothing to do. */
export function wasFed({ feeds = {} }: RecordHead, feed: FeedPosition | undefined): boolean {
  if (feed === undefined) return false;
  const highest = Object.hasOwn(feeds, feed.id) ? (feeds[feed.id] ?? -1) : -1;
  return feed.position <= highest;
}

/**
 * The write, with its place in the feed remembered in the record: both are committed or neither is.
 * @throws TOO_MANY_FEEDS
 */
export function withFeed(write: RecordSave, feed: FeedPosition | undefined): RecordSave {
  if (feed === undefined) return write;
  const feeds = { ...write.head.feeds, [feed.id]: feed.position };
  if (Object.keys(feeds).length > MAX_FEEDS) {
    throw new ActivityError(
      'TOO_MANY_FEEDS',
      `Changes of more than ${String(MAX_FEEDS)} feeds were recorded.`,
    );
  }
  return { ...write, head: { ...write.head, feeds } };
}
