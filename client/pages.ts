import type { NativeEntry } from '../common/native.js';
import type { Connection, RequestOptions } from './connection.js';
import { UnexpectedAnswer } from './history_problem.js';
import type { Answer } from './wire_checks.js';
import { isObject } from './wire_checks.js';

/** What every page of entries has. */
export interface EntriesPage {
  readonly entries: readonly NativeEntry[];
  readonly page: { readonly complete: boolean; readonly next?: string };
}

/** A list of entries: whom it is asked of, where it is, and what is asked for. */
export interface ListRequest extends RequestOptions {
  readonly connection: Connection;
  readonly path: string;
  /** With its question mark. */
  readonly query: string;
}

/**
 * Page after page as `next` leads, for as long as it is asked for more; the next one is read when it is.
 * @throws HistoryProblem, UnexpectedAnswer
 */
export async function* pagesOf<Page extends EntriesPage>(
  request: ListRequest,
  isLast: (page: Page) => boolean = () => false,
): AsyncGenerator<Page, void, undefined> {
  const { connection, path, signal } = request;
  for (let query: string | undefined = request.query; query !== undefined;) {
    const answer = await connection.get(path + query, { signal });
    ensurePage(answer);
    // The seam to what the wire types say: the contract's own tests hold the server to them.
    const found = answer as unknown as Page;
    yield found;
    const next: string | undefined = isLast(found) ? undefined : found.page.next;
    if (next === query) throw new UnexpectedAnswer('A page leads to itself.');
    query = next;
  }
}

/** The entries of pages, one by one. */
export async function* entriesOf(
  pages: AsyncIterable<EntriesPage>,
): AsyncGenerator<NativeEntry, void, undefined> {
  for await (const { entries } of pages) yield* entries;
}

/** @throws UnexpectedAnswer when it is no page, or leads somewhere else */
function ensurePage({ entries, page }: Answer): void {
  const next = isObject(page) ? (page['next'] ?? '?') : undefined;
  const isPage = Array.isArray(entries) && entries.every(isObject) && typeof next === 'string';
  if (!isPage || !next.startsWith('?')) throw new UnexpectedAnswer('The answer is no page of entries.');
}
