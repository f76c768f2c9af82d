import type { Subject } from '../../../domain/activity.js';
import { areExclusive } from '../../../domain/listing.js';
import type { Listing } from '../../../domain/listing.js';
import type { RecordHead } from '../../../domain/record.js';
import { compareRanked, matches } from '../../../domain/record_list.js';
import type { Ranked, RecordPage, RecordQuery } from '../../../domain/record_list.js';
import { decodeHead } from '../codec.js';
import { recordKeys } from '../keys.js';
import type { Operations } from '../operations.js';
import type { Listed } from './list_cursor.js';
import { ListCursor, merged } from './list_cursor.js';
import type { ListName } from './list_keys.js';
import { isByCreation, listKey, numberIn, placesOf, TERM_RANK } from './list_keys.js';

/** As many matches are ordered in memory rather than looking for them along a whole order. */
const SORTED_IN_MEMORY = 2_000;

/** Records that are looked at in one turn. */
const PORTION = 256;

/** Reads records and lists, with turns of the event loop in between. */
type Read = Pick<Operations, 'read' | 'readLists'>;

/** As the port's `records`: goes through the smallest lists that hold every match. */
export async function readList(read: Read, query: RecordQuery): Promise<RecordPage> {
  const plan = await planOf(read, query);
  if (plan.ordered) return windowOf(read, query, plan);
  if (plan.exact !== undefined && plan.exact > SORTED_IN_MEMORY) {
    return windowOf(read, query, { ...plan, phases: rankLists(query), filtered: true });
  }
  return sortedInMemory(read, query, plan);
}

/** The lists to go through. */
interface Plan {
  /** One after the other; those of a phase together. */
  readonly phases: readonly (readonly ListName[])[];
  /** Whether they are in the order of the query. */
  readonly ordered: boolean;
  /** Whether they hold records that do not match. */
  readonly filtered: boolean;
  /** How many match, where that is known from the lists alone. */
  readonly exact: number | undefined;
}

async function planOf(read: Read, query: RecordQuery): Promise<Plan> {
  const groups = query.terms.map((terms) => [...new Set(terms)]);
  if (groups.length === 0) {
    const byCreation = rankLists({ ...query, rank: TERM_RANK });
    // Whenever they were created: what is in the wanted order holds just what is meant.
    const phases = query.created === undefined ? rankLists(query) : byCreation;
    const ordered = query.created === undefined || query.rank === TERM_RANK;
    return { phases, ordered, filtered: false, exact: await countOf(read, query, phases.flat()) };
  }
  const choices = await Promise.all(
    groups.map(async (terms) => {
      const names = listsOf(query, (list) => terms.map((term) => ({ ...list, by: { term } })));
      return {
        names,
        single: terms.length === 1 || areExclusive(terms),
        count: await countOf(read, query, names),
      };
    }),
  );
  const { names, single, count } = choices.reduce((a, b) => (b.count < a.count ? b : a));
  const filtered = groups.length > 1;
  return {
    phases: [names],
    ordered: query.rank === TERM_RANK,
    filtered,
    // Of one term, or of such as exclude each other: no record is on two of their lists.
    exact: count === 0 || (single && !filtered) ? count : undefined,
  };
}

/** Records with a place in the order, then those without one. */
function rankLists(query: RecordQuery): readonly (readonly ListName[])[] {
  const { rank } = query;
  return [true, false].map((placed) => listsOf(query, (list) => [{ ...list, by: { rank, placed } }]));
}

function listsOf(
  { space, kind, audiences }: RecordQuery,
  lists: (list: Omit<ListName, 'by'>) => readonly ListName[],
): readonly ListName[] {
  return [...new Set(audiences)].flatMap((audience) => lists({ space, kind, audience }));
}

function countOf(read: Read, { created }: RecordQuery, names: readonly ListName[]): Promise<number> {
  const parts = names.map((name) => ({
    key: listKey(name),
    // Of a whole list lmdb knows the count; of a part the places are counted.
    part: created !== undefined && isByCreation(name) ? placesOf(name, created) : {},
  }));
  return read.readLists((lists) =>
    parts.reduce((sum, { key, part }) => sum + lists.getValuesCount(key, { ...part }), 0),
  );
}

/** The window of matches in the order of the lists. Goes on to the end only where the total is not known. */
async function windowOf(read: Read, query: RecordQuery, plan: Plan): Promise<RecordPage> {
  const [ids, end] = [[] as string[], query.skip + query.limit];
  let count = 0;
  for await (const { id } of matching(read, query, plan)) {
    if (count >= query.skip && count < end) ids.push(id);
    count += 1;
    if (plan.exact !== undefined && count >= end) break;
  }
  return { heads: await headsOf(read, query, ids), total: plan.exact ?? count };
}

async function sortedInMemory(read: Read, query: RecordQuery, { phases }: Plan): Promise<RecordPage> {
  const found: (Ranked & { readonly id: string })[] = [];
  for await (const some of portions(merged(cursorsOf(read, query, phases.flat(), 'asc'), 'asc'))) {
    const listings = await listingsOf(read, query, some);
    for (const [i, { id, order }] of some.entries()) {
      const listing = listings[i];
      if (listing === undefined || !matches(listing, query)) continue;
      found.push({ id, value: listing.ranks[query.rank], number: numberIn(order) });
    }
  }
  found.sort((a, b) => compareRanked(a, b, query.order));
  const ids = found.slice(query.skip, query.skip + query.limit).map(({ id }) => id);
  return { heads: await headsOf(read, query, ids), total: found.length };
}

async function* matching(read: Read, query: RecordQuery, plan: Plan): AsyncGenerator<Listed> {
  for (const names of plan.phases) {
    const all = merged(cursorsOf(read, query, names, query.order), query.order);
    if (!plan.filtered) {
      yield* all;
      continue;
    }
    for await (const some of portions(all)) {
      const listings = await listingsOf(read, query, some);
      yield* some.filter((_, i) => {
        const listing = listings[i];
        return listing !== undefined && matches(listing, query);
      });
    }
  }
}

/** Neighbours together, so that what else is to be known of them is read at once. */
async function* portions(all: AsyncIterable<Listed>): AsyncGenerator<readonly Listed[]> {
  let portion: Listed[] = [];
  for await (const listed of all) {
    portion.push(listed);
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

function listingsOf(
  read: Read,
  query: RecordQuery,
  some: readonly Listed[],
): Promise<readonly (Listing | undefined)[]> {
  return read.read((db) => some.map(({ id }) => listingIn(db.get(recordKeys(subjectOf(query, id)).listing))));
}

function cursorsOf(
  read: Read,
  { created }: RecordQuery,
  names: readonly ListName[],
  order: 'asc' | 'desc',
): readonly ListCursor[] {
  return names.map((name) => new ListCursor(read, { name, range: placesOf(name, created) }, order));
}

/** The records as they are now; one that is gone by now is left out. */
function headsOf(read: Read, query: RecordQuery, ids: readonly string[]): Promise<readonly RecordHead[]> {
  return read.read((db) =>
    ids.flatMap((id) => {
      const subject = subjectOf(query, id);
      const head = db.get(recordKeys(subject).head);
      return head === undefined ? [] : [decodeHead(subject, head)];
    }),
  );
}

/** What a record's `listing` key holds. */
export function listingIn(text: string | undefined): Listing | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Listing);
}

function subjectOf({ space, kind }: RecordQuery, id: string): Subject {
  return { space, kind, id };
}
