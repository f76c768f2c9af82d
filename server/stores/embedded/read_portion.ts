import type { Activity } from '../../domain/activity.js';
import { facetPage } from '../../domain/facet_merge.js';
import type { FacetSpan } from '../../domain/facet_merge.js';
import { searchNow } from '../../domain/facet_search.js';
import type { RecordHead } from '../../domain/record.js';
import { PORTION_BYTES } from '../../domain/store.js';
import { seqRange } from '../../domain/window.js';
import type { Window } from '../../domain/window.js';
import { decodeActivity } from './codec.js';
import type { Database } from './database.js';
import { damaged, facetHistory, keysOfSame, seqsAt } from './facet_index.js';
import { seqOfKey } from './keys.js';
import type { RecordKeys } from './keys.js';

/**
 * The first entries a window asks for, in its order: as many as make a portion, at least one if there are any.
 * @throws RECORD_NOT_FOUND when the record is erased
 * @throws INTERNAL_ERROR rather than leave out an entry that the head promises
 */
export function readPortion(db: Database, head: RecordHead, window: Window): readonly Activity[] {
  const keys = keysOfSame(db, head);
  const stored =
    window.facets === undefined ? inRange(db, keys, head, window) : ofFacets(db, keys, head, window);
  const activities: Activity[] = [];
  let bytes = 0;
  for (const { seq, text } of stored) {
    if (activities.length > 0 && bytes + text.length > PORTION_BYTES) break;
    bytes += text.length;
    activities.push(decodeActivity(head.subject, seq, text));
  }
  return activities;
}

/** An entry as it is stored. */
interface StoredText {
  readonly seq: number;
  readonly text: string;
}

function* inRange(
  db: Database,
  keys: RecordKeys,
  head: RecordHead,
  window: Window,
): Generator<StoredText, void, undefined> {
  const range = seqRange(head, window);
  if (range === undefined) return;
  const ascending = window.order === 'asc';
  let next = ascending ? range.from : range.to;
  // Backwards lmdb begins with `start` itself and leaves `end` out: both are moved by one.
  const options = ascending
    ? { start: keys.activity(range.from), end: keys.activity(range.to + 1) }
    : { start: keys.activity(range.to), end: keys.activity(range.from - 1), reverse: true };
  for (const { key, value } of db.getRange(options)) {
    if (seqOfKey(key) !== next) throw damaged();
    yield { seq: next, text: value };
    next += ascending ? 1 : -1;
  }
  if (next !== (ascending ? range.to + 1 : range.from - 1)) throw damaged();
}

function* ofFacets(
  db: Database,
  keys: RecordKeys,
  head: RecordHead,
  window: Window,
): Generator<StoredText, void, undefined> {
  const seqs = facetPageOf(db, keys, head, window);
  for (const seq of window.order === 'asc' ? seqs : seqs.reverse()) {
    const text = db.get(keys.activity(seq));
    if (text === undefined) throw damaged();
    yield { seq, text };
  }
}

/** The `seq` of the entries on a page of some facets, oldest first. */
function facetPageOf(db: Database, keys: RecordKeys, head: RecordHead, window: Window): number[] {
  const search = facetPage(facetHistory(head, window.facets ?? []), window);
  const { spans, before, length } = searchNow(search, (probes) => seqsAt(db, keys, probes));
  const seqs = spans.flatMap((span) => seqsIn(db, keys, span)).sort((a, b) => a - b);
  return seqs.slice(before, before + length);
}

function seqsIn(db: Database, keys: RecordKeys, { facet, from, to }: FacetSpan): number[] {
  const range = { start: keys.facet(facet, from), end: keys.facet(facet, to + 1) };
  const seqs = [...db.getRange(range)].map(({ value }) => Number(value));
  if (seqs.length !== to - from + 1) throw damaged();
  return seqs;
}
