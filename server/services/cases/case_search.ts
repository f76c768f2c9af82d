import type { Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import { EventLoopTurns } from '../../domain/event_loop_turns.js';
import type { RecordHead } from '../../domain/record.js';
import { compareRanked } from '../../domain/record_list.js';
import type { Ranked, RecordPage, RecordQuery } from '../../domain/record_list.js';
import type { ActivityStore } from '../../domain/store.js';
import { caseListing } from './case_listing.js';
import { newestFirst } from './case_walk.js';

/** Where a search looks for its words. */
export const SEARCH_FIELDS = ['title', 'description'] as const;

/** So many cases are looked through at most: decision 033 has what that costs. */
export const MAX_SEARCHED_CASES = 10_000;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is searched for in the texts of cases (K15.5). */
export interface CaseSearch {
  readonly text: string;
  /** Any of them will do. */
  readonly fields: readonly (typeof SEARCH_FIELDS)[number][];
  /** Whether a case must have each of the words. */
  readonly all: boolean;
}

/** The words of a search as they are compared, each once: without blanks and in lower case. */
export function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().split(/\s+/);
  return [...new Set(words)].filter((word) => word !== '');
}

/**
 * A page of those cases of a list that have the words, and how many there are, exactly. Every case of the list is
 * read, a portion at a time; of those that have them only the places are kept, and the page is read again.
 * @param seen those of some heads that the caller may see
 * @throws INVALID_REQUEST when the list is longer than `MAX_SEARCHED_CASES`
 */
export async function searchCases(
  store: ActivityStore,
  query: RecordQuery,
  search: CaseSearch,
  seen: (heads: readonly RecordHead[]) => readonly RecordHead[],
): Promise<RecordPage> {
  const turns = new EventLoopTurns();
  const words = wordsOf(search.text);
  const found = new Map<string, Ranked & { readonly subject: Subject }>();
  for await (const { heads, total } of newestFirst(store, query)) {
    if (total > MAX_SEARCHED_CASES) throw tooMany(total);
    for (const head of seen(heads)) {
      const { subject, number } = head;
      if (!(await turns.run(() => hasWords(head, words, search)))) continue;
      found.set(subject.id, { subject, number, value: caseListing(head).ranks[query.rank] });
    }
  }
  const ordered = [...found.values()].sort((a, b) => compareRanked(a, b, query.order));
  const subjects = ordered.slice(query.skip, query.skip + query.limit).map(({ subject }) => subject);
  // One that is gone by now is left out.
  const heads = (await store.heads(subjects)).filter((head) => head !== undefined);
  return { heads, total: found.size };
}

function hasWords(
  { subject: { id }, state }: RecordHead,
  words: readonly string[],
  { fields, all }: CaseSearch,
): boolean {
  // As answers show a case without title.
  const texts = fields.map((field) => textOf(state[field]) ?? (field === 'title' ? id : ''));
  const lower = texts.map((text) => text.toLowerCase());
  const has = (word: string): boolean =>
    lower.some((text) => text.includes(word)) || (UUID.test(word) && id.toLowerCase() === word);
  return all ? words.every(has) : words.some(has);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function tooMany(total: number): ActivityError {
  return new ActivityError(
    'INVALID_REQUEST',
    `The search would have to look through ${String(total)} cases, the most is ${String(MAX_SEARCHED_CASES)}. Use more filters.`,
  );
}
