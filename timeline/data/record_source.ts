import type { Connection } from '../../client/connection.js';
import { follow } from '../../client/follow.js';
import { pagesOf } from '../../client/pages.js';
import { queryText } from '../../client/query_text.js';
import type { NativeEntry, NativeEntryPage, NativeRecord } from '../../common/native.js';
import type { NativeVerification } from '../../common/native_verification.js';
import { filterQuery } from '../filters.js';
import type { Figures } from './figures.js';
import type { FiguresQuery, HistorySource, PageQuery, SourcePage } from './history_source.js';
import { recordFigures } from './record_figures.js';

type Bounds = Readonly<Partial<Record<'after' | 'before', number>>>;

/** The history of one record. */
export class RecordSource implements HistorySource {
  readonly isOfRecord = true;
  readonly #connection: Connection;
  readonly #path: string;

  constructor(connection: Connection, kind: string, id: string) {
    this.#connection = connection;
    this.#path = `/records/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
  }

  async now(signal: AbortSignal): Promise<number> {
    return (await this.glance(signal)).head;
  }

  page(query: PageQuery): Promise<SourcePage> {
    return this.#read(query, query.from === undefined ? {} : boundsOf(query.from));
  }

  async before({ seq }: NativeEntry, query: PageQuery): Promise<SourcePage> {
    const isDown = query.order === 'desc';
    const back = { ...query, order: isDown ? 'asc' : 'desc' } as const;
    const page = await this.#read(back, isDown ? { after: seq } : { before: seq });
    return { ...page, entries: page.entries.toReversed() };
  }

  around(seq: number, query: PageQuery): Promise<SourcePage> {
    const half = Math.floor(query.limit / 2);
    return this.#read(
      query,
      query.order === 'desc' ? { before: seq + half } : { after: Math.max(0, seq - half) },
    );
  }

  cursorBehind({ seq }: NativeEntry, order: 'asc' | 'desc'): string {
    return order === 'desc' ? `?before=${String(seq)}` : `?after=${String(seq)}`;
  }

  async newer(place: number, query: Omit<PageQuery, 'order' | 'from'>) {
    const page = await this.#read({ ...query, order: 'asc' }, { after: place });
    const last = page.entries.at(-1)?.seq ?? place;
    // What a search has not come to yet is looked at next time.
    const looked = page.next === undefined ? page.head : Number(page.looked ?? last);
    return { entries: page.entries, place: Math.max(looked ?? place, last) };
  }

  follow(after: number, filters: PageQuery['filters'], signal: AbortSignal) {
    const { q: _, ...query } = filterQuery(filters, true);
    const request = { connection: this.#connection, path: `${this.#path}/stream`, signal };
    return follow({ ...request, query: { ...query, after }, now: () => Promise.resolve({}) });
  }

  placeBehind({ seq }: NativeEntry): number {
    return seq;
  }

  glance(signal: AbortSignal): Promise<NativeRecord> {
    return this.#get('', signal);
  }

  figures({ timeZone, createdAt }: FiguresQuery, signal: AbortSignal): Promise<Figures> {
    return recordFigures((rest) => this.#get(rest, signal), timeZone, createdAt);
  }

  verify(from: number, signal: AbortSignal): Promise<NativeVerification> {
    return this.#get(`/verify${queryText({ from })}`, signal);
  }

  async #read({ filters, order, limit, signal }: PageQuery, bounds: Bounds): Promise<SourcePage> {
    const query = queryText({ ...filterQuery(filters, true), order, limit, ...bounds });
    const request = { connection: this.#connection, path: `${this.#path}/entries`, query, signal };
    const { value } = await pagesOf<NativeEntryPage>(request).next();
    if (value === undefined) return { entries: [], complete: true };
    const { entries, page } = value;
    const { after, before } = page.next === undefined ? {} : boundsOf(page.next);
    return { ...page, entries, looked: order === 'desc' ? before : after };
  }

  async #get<T>(rest: string, signal: AbortSignal): Promise<T> {
    // The seam to what the wire types say.
    return (await this.#connection.get(this.#path + rest, { signal })) as T;
  }
}

/** Where the page begins that a reference leads to. */
function boundsOf(reference: string): Bounds {
  const query = new URLSearchParams(reference);
  const bound = (name: 'after' | 'before'): Bounds =>
    query.has(name) ? { [name]: Number(query.get(name)) } : {};
  return { ...bound('after'), ...bound('before') };
}
