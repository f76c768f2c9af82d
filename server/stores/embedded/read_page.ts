import type { RootDatabase } from 'lmdb';
import type { Activity } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import { seqRange } from '../../domain/store.js';
import type { Window } from '../../domain/store.js';
import { decodeActivity } from './codec.js';
import { seqOfKey } from './keys.js';
import type { RecordKeys } from './keys.js';

/** The database as the store opens it. */
export type Database = RootDatabase<string, Buffer>;

/**
 * The entries a window asks for, in its order. One range of keys; with facets one range of each facet's index.
 * @throws INTERNAL_ERROR rather than answer fewer entries than the head promises
 */
export function readPage(db: Database, keys: RecordKeys, head: RecordHead, window: Window): Activity[] {
  const activities =
    window.facets === undefined
      ? readRange(db, keys, head, seqRange(head, window))
      : facetPage(db, keys, head, window).map((seq) => readOne(db, keys, head, seq));
  return window.order === 'asc' ? activities : activities.reverse();
}

type Range = ReturnType<typeof seqRange>;

function readRange(db: Database, keys: RecordKeys, head: RecordHead, range: Range): Activity[] {
  if (range === undefined) return [];
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

function readOne(db: Database, keys: RecordKeys, head: RecordHead, seq: number): Activity {
  const value = db.get(keys.activity(seq));
  if (value === undefined) throw damaged();
  return decodeActivity(head.subject, seq, value);
}

/** The `seq` of the entries on a page of several facets, oldest first. */
function facetPage(db: Database, keys: RecordKeys, head: RecordHead, window: Window): number[] {
  const upTo = window.upTo ?? head.seq;
  const indexes = [...new Set(window.facets)].map((facet) => new FacetIndex(db, keys, head, facet));
  const matches = indexes.reduce((sum, index) => sum + index.countUpTo(upTo), 0);
  // Ranks among the matches have no gaps either, so they page like an unfiltered history of that length.
  const ranks = seqRange(
    { ...head, seq: matches },
    { order: window.order, skip: window.skip, limit: window.limit },
  );
  if (ranks === undefined) return [];
  const [only] = indexes;
  if (only !== undefined && indexes.length === 1) return only.seqs(ranks.from, ranks.to);
  const size = ranks.to - ranks.from + 1;
  const first = ranks.from === 1 ? 0 : seqOfRank(indexes, ranks.from, Math.min(upTo, head.seq));
  const found = indexes.flatMap((index) => {
    const from = index.countUpTo(first - 1) + 1;
    return index.seqs(from, Math.min(index.countUpTo(upTo), from + size - 1));
  });
  const page = found.sort((a, b) => a - b).slice(0, size);
  if (page.length !== size) throw damaged();
  return page;
}

/** The `seq` of the entry that has this rank among the matches: bisected, so that a late page costs as an early one. */
function seqOfRank(indexes: readonly FacetIndex[], rank: number, newest: number): number {
  return bisect(1, newest, (seq) => indexes.reduce((sum, index) => sum + index.countUpTo(seq), 0) >= rank);
}

/** The entries of one facet by ordinal: 1, 2, 3 ... up to the count in the head. */
class FacetIndex {
  readonly #db: Database;
  readonly #key: (ordinal: number) => Buffer;
  readonly #count: number;
  readonly #newest: number;

  constructor(db: Database, keys: RecordKeys, head: RecordHead, facet: string) {
    this.#db = db;
    this.#key = (ordinal) => keys.facet(facet, ordinal);
    this.#count = Object.hasOwn(head.counts, facet) ? (head.counts[facet] ?? 0) : 0;
    this.#newest = head.seq;
  }

  /** How many entries have at most this `seq`. */
  countUpTo(seq: number): number {
    if (seq >= this.#newest) return this.#count;
    if (seq < 1 || this.#count === 0) return 0;
    return bisect(1, this.#count + 1, (ordinal) => ordinal > this.#count || this.#seq(ordinal) > seq) - 1;
  }

  /** The `seq` of a range of ordinals, both ends included. */
  seqs(from: number, to: number): number[] {
    if (from > to) return [];
    const seqs: number[] = [];
    for (const { value } of this.#db.getRange({ start: this.#key(from), end: this.#key(to + 1) })) {
      seqs.push(Number(value));
    }
    if (seqs.length !== to - from + 1) throw damaged();
    return seqs;
  }

  #seq(ordinal: number): number {
    const value = this.#db.get(this.#key(ordinal));
    if (value === undefined) throw damaged();
    return Number(value);
  }
}

/** The smallest integer in the range for which a condition that stays true once it is true holds; else the last. */
function bisect(first: number, last: number, holds: (value: number) => boolean): number {
  let [low, high] = [first, last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function damaged(): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'The stored history has a gap.');
}
