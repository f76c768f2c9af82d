import type { Connection, RequestOptions } from '../../client/connection.js';
import type { LogQuery } from '../../client/entry_query.js';
import { follow } from '../../client/follow.js';
import { pagesOf } from '../../client/pages.js';
import { queryText } from '../../client/query_text.js';
import type { NativeEntry } from '../../common/native.js';
import type { NativeLogPage, NativeSpacePage } from '../../common/native_space.js';
import type { NativeSpaceStatistics } from '../../common/native_statistics.js';
import type { Filters } from '../filters.js';
import { filterQuery } from '../filters.js';
import type { Figures } from './figures.js';
import type { FiguresQuery, HistorySource, PageQuery, SourcePage } from './history_source.js';

/** More than any log has: nothing is read there but its size. */
const BEHIND_ALL = 2 ** 52;
const DAY_MS = 86_400_000;
/** So many days are looked at where the filter does not say it. */
const DAYS = 30;
const MOST_DAYS = 366;

/** All that the reader may see of a space, by time. */
export class SpaceSource implements HistorySource {
  readonly isOfRecord = false;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async now(signal: AbortSignal): Promise<number> {
    return (await this.#log({ start: BEHIND_ALL, limit: 1, signal })).page.size;
  }

  async page({ filters, order, limit, from, signal }: PageQuery): Promise<SourcePage> {
    const cursor = from === undefined ? undefined : (new URLSearchParams(from).get('cursor') ?? undefined);
    const query = { ...filterQuery(filters, false), order, limit: Math.min(200, limit), cursor };
    const { entries, page } = await this.#first<NativeSpacePage>('/entries', query, { signal });
    return { entries, complete: page.complete, next: page.next, looked: page.oldestScanned };
  }

  before(): Promise<SourcePage> {
    return Promise.resolve({ entries: [], complete: true });
  }

  around(_seq: number, query: PageQuery): Promise<SourcePage> {
    return this.page(query);
  }

  cursorBehind(): undefined {
    return undefined;
  }

  async newer(start: number, { filters, limit, signal }: Omit<PageQuery, 'order' | 'from'>) {
    const { entries, page } = await this.#log({ ...filterQuery(filters, false), start, limit, signal });
    return { entries, place: page.end };
  }

  follow(start: number, filters: Filters, signal: AbortSignal) {
    const { q: _, ...query } = filterQuery(filters, false);
    const request = { connection: this.#connection, path: '/stream', signal };
    return follow({ ...request, query: { ...query, start }, now: () => Promise.resolve({}) });
  }

  placeBehind({ position = 0 }: NativeEntry): number {
    return position + 1;
  }

  glance(): Promise<object> {
    return Promise.resolve({});
  }

  verify(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async figures({ filters, timeZone }: FiguresQuery, signal: AbortSignal): Promise<Figures> {
    const to = filters.to === '' ? new Date() : new Date(filters.to);
    const earliest = to.getTime() - MOST_DAYS * DAY_MS;
    const asked = filters.from === '' ? to.getTime() - DAYS * DAY_MS : Date.parse(filters.from);
    const { q: _, ...query } = filterQuery(filters, false);
    const from = new Date(Math.max(earliest, asked));
    const text = queryText({ ...query, from, to, timeZone });
    // The seam to what the wire types say.
    const answer: unknown = await this.#connection.get(`/statistics${text}`, { signal });
    const found = answer as NativeSpaceStatistics;
    const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    return {
      days: found.buckets.map(({ start, entries }) => ({ day: dayOf.format(new Date(start)), entries })),
      ...{ isWhole: true, timeIn: [], spans: [] },
      actors: found.byActor,
    };
  }

  #log({ signal, ...query }: LogQuery): Promise<NativeLogPage> {
    return this.#first('/log', query, { signal });
  }

  async #first<Page extends NativeSpacePage | NativeLogPage>(
    path: string,
    query: object,
    { signal }: RequestOptions,
  ): Promise<Page> {
    const request = { connection: this.#connection, path, query: queryText(query), signal };
    const { value } = await pagesOf<Page>(request).next();
    if (value === undefined) throw new Error('There is always a page.');
    return value;
  }
}
