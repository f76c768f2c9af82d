import type { NativeEntry } from '../common/native.js';
import type { NativeLogPage, NativeSpacePage } from '../common/native_space.js';
import type { ConnectionOptions } from './connection.js';
import { Connection } from './connection.js';
import type { LogQuery, SpaceEntriesQuery, SpaceExportQuery } from './entry_query.js';
import type { ExportedEntries } from './exported_entries.js';
import { exportedEntries } from './exported_entries.js';
import { entriesOf, pagesOf } from './pages.js';
import { queryText } from './query_text.js';
import { RecordHistory } from './record_history.js';

/**
 * Reads histories of one space over HTTP, in browsers and in Node (`docs/native-api.md`).
 * @throws HistoryProblem, UnexpectedAnswer from everything that is read
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

  /**
   * All entries in the order in which they were recorded, in one answer that is read as it comes. Returns how many they
   * were and the query of what comes later.
   * @throws UnexpectedAnswer, at the latest at the end where not all of them came
   */
  exportEntries(query: SpaceExportQuery = {}): ExportedEntries {
    const { signal } = query;
    const [path, text] = ['/entries.ndjson', queryText(query)];
    return exportedEntries({ connection: this.#connection, path, query: text, signal });
  }
}
