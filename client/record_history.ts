import type { NativeEntry, NativeEntryPage, NativeRecord } from '../common/native.js';
import type { NativeProof } from '../common/native_proofs.js';
import type { NativeVerification } from '../common/native_verification.js';
import type { NativeRecordStatistics } from '../common/native_statistics.js';
import type { NativeDiff, NativeState } from '../common/native_state.js';
import type { NativeRecordChange, NativeRecorded } from '../common/native_ingest.js';
import type { Connection, RequestOptions } from './connection.js';
import type {
  FollowRecordQuery,
  RecordEntriesQuery,
  RecordExportQuery,
  RecordStatisticsQuery,
} from './entry_query.js';
import type { ExportedEntries } from './exported_entries.js';
import { exportedEntries } from './exported_entries.js';
import { follow } from './follow.js';
import { entriesOf, pagesOf } from './pages.js';
import { partsOf } from './parts.js';
import type { WriteOptions } from './posting.js';
import { post } from './posting.js';
import { queryText } from './query_text.js';

/**
 * The history of one record (N3).
 * @throws HistoryProblem, UnexpectedAnswer from every method
 */
export class RecordHistory {
  readonly #connection: Connection;
  readonly #path: string;

  constructor(connection: Connection, { kind, id }: { readonly kind: string; readonly id: string }) {
    this.#connection = connection;
    this.#path = `/records/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
  }

  /** Its entries one by one, page after page. */
  entries(query: RecordEntriesQuery = {}): AsyncGenerator<NativeEntry, void, undefined> {
    return entriesOf(this.pages(query));
  }

  /** Its entries in pages. */
  pages(query: RecordEntriesQuery = {}): AsyncGenerator<NativeEntryPage, void, undefined> {
    const { signal } = query;
    const [path, text] = [`${this.#path}/entries`, queryText(query)];
    return pagesOf({ connection: this.#connection, path, query: text, signal });
  }

  /**
   * Its entries as they come, one by one, until the signal is aborted or nobody asks for more: a connection that
   * breaks is made again where it was. Whoever keeps `seq` and goes on `after` it later misses none.
   * @throws what every method throws, when the server refuses to go on, and the signal's reason
   */
  follow(query: FollowRecordQuery = {}): AsyncGenerator<NativeEntry, void, undefined> {
    const { signal, after } = query;
    return follow({
      ...{ connection: this.#connection, path: `${this.#path}/stream`, query, signal },
      now: async () => (after === undefined ? { after: (await this.summary({ signal })).head } : {}),
    });
  }

  /** All its entries, oldest first, in one answer: as `HistoryClient.exportEntries`. */
  exportEntries(query: RecordExportQuery = {}): ExportedEntries {
    const { signal } = query;
    const [path, text] = [`${this.#path}/entries.ndjson`, queryText(query)];
    return exportedEntries({ connection: this.#connection, path, query: text, signal });
  }

  /** The record at a glance. */
  summary(options: RequestOptions = {}): Promise<NativeRecord> {
    return this.#get('', options);
  }

  /** One entry. */
  entry(seq: number, options: RequestOptions = {}): Promise<NativeEntry> {
    return this.#get(`/entries/${String(seq)}`, options);
  }

  /** What shows that an entry is in the log: to be verified with a key that was pinned before. */
  proof(seq: number, options: RequestOptions = {}): Promise<NativeProof> {
    return this.#get(`/entries/${String(seq)}/proof`, options);
  }

  /** Whether its history is what was recorded, in parts of at most 20,000 entries. */
  verify(query: { readonly from?: number } & RequestOptions = {}): AsyncGenerator<NativeVerification> {
    const { signal } = query;
    const [path, text] = [`${this.#path}/verify`, queryText(query)];
    return partsOf({ connection: this.#connection, path, query: text, signal });
  }

  /** The record as it was after an entry or at an instant; without either as it is now. */
  state(
    moment: { readonly at?: number; readonly asOf?: Date | string } & RequestOptions = {},
  ): Promise<NativeState> {
    return this.#get(`/state${queryText(moment)}`, moment);
  }

  /** What has changed between two entries; `from` 0: since before the record; default `to`: now. */
  diff(range: { readonly from: number; readonly to?: number } & RequestOptions): Promise<NativeDiff> {
    return this.#get(`/diff${queryText(range)}`, range);
  }

  /** Its figures: who, when, and how long it was what. */
  statistics(query: RecordStatisticsQuery = {}): Promise<NativeRecordStatistics> {
    return this.#get(`/statistics${queryText(query)}`, query);
  }

  /** Records a change of it; answers the entries, none where it makes no difference. */
  async record(change: NativeRecordChange, options: WriteOptions = {}): Promise<NativeRecorded> {
    // The seam to what the wire types say.
    return (await post(
      this.#connection,
      `${this.#path}/entries`,
      change,
      options,
    )) as unknown as NativeRecorded;
  }

  async #get<T>(rest: string, { signal }: RequestOptions): Promise<T> {
    // The seam to what the wire types say: the contract's own tests hold the server to them.
    return (await this.#connection.get(this.#path + rest, { signal })) as T;
  }
}
