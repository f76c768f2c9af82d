import type { Activity } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import { seqRange } from '../../domain/store.js';
import type { SeqRange, Window } from '../../domain/store.js';
import { decodeActivity } from './codec.js';
import type { Database } from './database.js';
import { FacetIndex, oldestAfter } from './facet_index.js';
import { seqOfKey } from './keys.js';
import type { RecordKeys } from './keys.js';

/**
 * The entries a window asks for, in its order. One range of keys; with facets one range of each facet's index.
 * @throws INTERNAL_ERROR rather than answer fewer entries than the head promises
 */
export function readPage(db: Database, keys: RecordKeys, head: RecordHead, window: Window): Activity[] {
  const activities =
    window.facets === undefined
      ? plainPage(db, keys, head, window)
      : facetPage(db, keys, head, window).map((seq) => readOne(db, keys, head, seq));
  return window.order === 'asc' ? activities : activities.reverse();
}

/**
 * The entries of a range of `seq`, oldest first.
 * @throws INTERNAL_ERROR rather than answer fewer
 */
export function readRange(db: Database, keys: RecordKeys, head: RecordHead, range: SeqRange): Activity[] {
  const activities: Activity[] = [];
  for (const { key, value } of db.getRange({
    start: keys.activity(range.from),
    end: keys.activity(range.to + 1),
  })) {
    const seq = seqOfKey(key);
    if (seq !== range.from + activities.length) throw damaged();
    activities.push(decodeActivity(head.subject, seq, value));
  }
  if (activities.length !== range.to - range.from + 1) throw damaged();
  return activities;
}

function plainPage(db: Database, keys: RecordKeys, head: RecordHead, window: Window): Activity[] {
  const range = seqRange(head, window);
  return range === undefined ? [] : readRange(db, keys, head, range);
}

function readOne(db: Database, keys: RecordKeys, head: RecordHead, seq: number): Activity {
  const value = db.get(keys.activity(seq));
  if (value === undefined) throw damaged();
  return decodeActivity(head.subject, seq, value);
}

/** The `seq` of the entries on a page of some facets, oldest first. */
function facetPage(db: Database, keys: RecordKeys, head: RecordHead, window: Window): number[] {
  const indexes = [...new Set(window.facets)].map((facet) => {
    const count = Object.hasOwn(head.counts, facet) ? (head.counts[facet] ?? 0) : 0;
    const index = new FacetIndex(db, (ordinal) => keys.facet(facet, ordinal), count);
    return window.upTo === undefined || window.upTo >= head.seq ? index : index.upTo(window.upTo);
  });
  // Ranks among the matches have no gaps either, so they page like an unfiltered history of that length.
  const ranks = seqRange(
    { ...head, seq: indexes.reduce((sum, { count }) => sum + count, 0) },
    { order: window.order, skip: window.skip, limit: window.limit },
  );
  return ranks === undefined ? [] : oldestAfter(indexes, ranks.from - 1, ranks.to - ranks.from + 1);
}

function damaged(): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'The stored history has a gap.');
}
