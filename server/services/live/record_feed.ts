import type { Activity } from '../../domain/activity.js';
import { isActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { EntryFilter } from '../history/entry_filter.js';
import { patientMatcher } from '../history/entry_filter.js';
import { EventLoopTurns } from '../../domain/event_loop_turns.js';
import type { Follower } from './follower.js';
import type { LiveEvent } from './live_event.js';
import { CURSOR_EVERY, ending, isToldToEnd, PORTION } from './live_event.js';
import { patiently } from './patiently.js';
import type { RecordTail } from './record_tails.js';

/** A record that is followed, and from where. */
export interface RecordFeed {
  readonly store: ActivityStore;
  readonly tail: RecordTail;
  readonly follower: Follower;
  /** Whether who follows may see the record as it is. */
  readonly sees: (head: RecordHead) => boolean;
  /** The record's number: another one of the same name is another record. */
  readonly number: number;
  /** Only entries with a greater `seq`. */
  readonly after: number;
  readonly filter: EntryFilter;
}

const TURNS = new EventLoopTurns();

/** The entries of a record that match, in order, and those that come. Releases the tail when it ends. */
export async function* recordFeed(
  feed: RecordFeed,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent, void, undefined> {
  const { tail, follower, sees, number } = feed;
  const matches = patientMatcher(feed.filter, () => TURNS.next());
  try {
    let [seq, told] = [feed.after, feed.after];
    for (;;) {
      if (follower.dueInMs <= 0) tail.look();
      if (!(await follower.mayGoOn(signal))) return yield ending('access');
      if (isToldToEnd(signal)) return yield ending('stopping');
      const { head, version } = tail;
      if (version > 0) {
        if (head?.number !== number) return yield ending('erased');
        if (!sees(head)) return yield ending('access');
      }
      if (head === undefined || seq >= head.seq) {
        await tail.changed({ ms: follower.dueInMs, signal });
        continue;
      }
      const portion = await patiently(() => portionBehind(feed.store, head, seq), signal);
      if (portion === 'erased') return yield ending('erased');
      for (const entry of portion ?? []) {
        if (isToldToEnd(signal) || follower.dueInMs <= 0) break;
        seq = entry.seq;
        if (await matches(entry)) yield { type: 'entry', id: (told = seq), head, entry };
        else if (seq - told >= CURSOR_EVERY) yield { type: 'cursor', id: (told = seq) };
      }
    }
  } finally {
    tail.release();
  }
}

/** Entries of the head's history behind this one: at least one, at most so many as there are bytes in a portion. */
async function portionBehind(
  store: ActivityStore,
  head: RecordHead,
  seq: number,
): Promise<readonly Activity[] | 'erased'> {
  try {
    for await (const portion of store.entries(head, { order: 'asc', skip: seq, limit: PORTION }))
      return portion;
  } catch (error) {
    if (isActivityError(error, 'RECORD_NOT_FOUND')) return 'erased';
    throw error;
  }
  throw new Error('The history is shorter than its head says.');
}
