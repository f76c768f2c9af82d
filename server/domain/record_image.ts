import { MAX_RECORD_NUMBER, MAX_SEQ } from '../../common/constants.js';
import { facetOf, unescapedFacetOf } from './activity.js';
import type { Activity, Change } from './activity.js';
import { ActivityError } from './errors.js';
import type { Listing } from './listing.js';
import type { Attachment, RecordHead } from './record.js';

/** A whole record as it is, so that another store can keep the same. */
export interface RecordImage {
  readonly head: RecordHead;
  readonly attachments: readonly Attachment[];
  /** The whole history, oldest first. */
  readonly activities: AsyncIterable<Activity>;
  /** What lists are to know of it; absent: it is on none. */
  readonly listing?: Listing | undefined;
}

/** One entry and its place: the `ordinal`-th of its facet, from 1. */
export interface PlacedActivity {
  readonly activity: Activity;
  readonly facet: string;
  readonly ordinal: number;
}

/**
 * The image's entries, each with its place. Whoever wrote them all has the history that the head describes.
 * @throws INTERNAL_ERROR as soon as an entry is not the next one, or the entries are not those the head counts
 */
export async function* placedActivities({ head, activities }: RecordImage): AsyncGenerator<PlacedActivity> {
  if (!isWhole(head)) throw broken('head');
  const counts = new Map<string, number>();
  let seq = 0;
  for await (const activity of activities) {
    seq += 1;
    if (activity.seq !== seq || seq > head.seq || !isOf(head, activity)) throw broken('entry');
    const facet = countedFacet(activity.change, head, counts);
    const ordinal = (counts.get(facet) ?? 0) + 1;
    counts.set(facet, ordinal);
    yield { activity, facet, ordinal };
  }
  const counted = Object.entries(head.counts);
  if (seq !== head.seq || counted.length !== counts.size) throw broken('length');
  if (counted.some(([facet, count]) => counts.get(facet) !== count)) throw broken('counts');
}

/** Groups of neighbours, none empty, each at most `length` long and, but for a single item, `size` large. */
export async function* portions<T extends { readonly size: number }>(
  items: AsyncIterable<T>,
  most: { readonly length: number; readonly size: number },
): AsyncGenerator<readonly T[]> {
  let [portion, size]: [T[], number] = [[], 0];
  for await (const item of items) {
    if (portion.length === most.length || (portion.length > 0 && size + item.size > most.size)) {
      yield portion;
      [portion, size] = [[], 0];
    }
    portion.push(item);
    size += item.size;
  }
  if (portion.length > 0) yield portion;
}

/**
 * The facet that the head counts the entry under. Entries that an earlier version wrote, which come first, are
 * counted with the names of fields as they are; `field:x:cleared` of those may also be the clearing of `x`.
 */
function countedFacet(change: Change, head: RecordHead, counted: ReadonlyMap<string, number>): string {
  const [facet, old] = [facetOf(change), unescapedFacetOf(change)];
  const known = (name: string): number => (Object.hasOwn(head.counts, name) ? (head.counts[name] ?? 0) : 0);
  if (old === facet || known(old) <= (counted.get(old) ?? 0)) return facet;
  const shared = change.type === 'field' && change.after !== null && old.endsWith(':cleared');
  return shared && known(facet) > 0 ? facet : old;
}

function isWhole({ number, revision, seq }: RecordHead): boolean {
  const within = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && least <= value && value <= most;
  return (
    within(number, 1, MAX_RECORD_NUMBER) &&
    within(revision, 1, Number.MAX_SAFE_INTEGER) &&
    within(seq, 0, MAX_SEQ)
  );
}

function isOf({ subject }: RecordHead, activity: Activity): boolean {
  const { space, kind, id } = activity.subject;
  return space === subject.space && kind === subject.kind && id === subject.id;
}

function broken(part: string): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'The history is not the one that its head describes.', {
    details: { part },
  });
}
