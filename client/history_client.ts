import type { NativeEntry } from '../common/native.js';
import type { NativeLogPage, NativeSpacePage } from '../common/native_space.js';
import type {
  NativeChangeLine,
  NativeLineResult,
  NativeNamedChange,
  NativeRecordedBatch,
} from '../common/native_ingest.js';
import type { ConnectionOptions, RequestOptions, WriteOptions } from './connection.js';
import { Connection } from './connection.js';
import type { LogQuery, SpaceEntriesQuery } from './entry_query.js';
import { entriesOf, pagesOf } from './pages.js';
import { queryText } from './query_text.js';
import { recordLines } from './record_lines.js';
import { RecordHistory } from './record_history.js';

/**
 * Reads and records histories of one space over HTTP, in browsers and in Node (`docs/native-api.md`).
 * @throws HistoryProblem, UnexpectedAnswer from everything that is asked
 */
export class HistoryClient {
  readonly #connection: Connection;

  constructor(options: ConnectionOptions) {
    this.#connection = new Connection(options);
  }

  /** The history of a record. Nothing is asked yet. */
  record(kind: string, id: string): RecordHistory {
    return new RecordHistory(this.#connection, { kind, id });
  }

  /** Records changes of any records, at most 100, all or none; answers what each wrote, in their order. */
  async recordAll(
    changes: readonly NativeNamedChange[],
    options: WriteOptions = {},
  ): Promise<NativeRecordedBatch['results']> {
    const answer = await this.#connection.post('/entries', { changes }, options);
    // The seam to what the wire types say.
    return (answer as unknown as NativeRecordedBatch).results;
  }

  /**
   * Records any number of changes, each by itself, those of one record in their order, and tells what became of each.
   * Sent again, what was recorded before is a duplicate.
   */
  ingest(
    lines: Iterable<NativeChangeLine> | AsyncIterable<NativeChangeLine>,
    options: RequestOptions = {},
  ): AsyncGenerator<NativeLineResult, void, undefined> {
    return recordLines(this.#connection, lines, options);
  }

  /** Entries of all records that the caller may see, by time, one by one. */
  entries(query: SpaceEntriesQuery = {}): AsyncGenerator<NativeEntry, void, undefined> {
    return entriesOf(this.pages(query));
  }

  /** The same in pages. */
  pages(query: SpaceEntriesQuery = {}): AsyncGenerator<NativeSpacePage, void, undefined> {
    const { signal } = query;
    const text = queryText(query);
    return pagesOf({ connection: this.#connection, path: '/entries', query: text, signal });
  }

  /**
   * Entries in the order in which they were recorded, in pages up to the end that there is when it is reached. Whoever
   * keeps the last page's `end` and starts there later sees each entry once.
   */
  log(query: LogQuery = {}): AsyncGenerator<NativeLogPage, void, undefined> {
    const { signal } = query;
    const text = queryText(query);
    const request = { connection: this.#connection, path: '/log', query: text, signal };
    return pagesOf<NativeLogPage>(request, ({ page: { end, size } }) => end >= size);
  }
}
