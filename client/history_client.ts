import type { NativeEntry } from '../common/native.js';
import type { NativeLogPage, NativeSpacePage } from '../common/native_space.js';
import type { NativeConsistency, NativeKeys } from '../common/native_proofs.js';
import type { NativeSpaceVerification } from '../common/native_verification.js';
import type { NativeSpaceStatistics } from '../common/native_statistics.js';
import type {
  NativeChangeLine,
  NativeLineResult,
  NativeNamedChange,
  NativeRecordedBatch,
} from '../common/native_ingest.js';
import type { ConnectionOptions, RequestOptions } from './connection.js';
import { Connection } from './connection.js';
import type {
  FollowSpaceQuery,
  LogQuery,
  SpaceEntriesQuery,
  SpaceExportQuery,
  SpaceStatisticsQuery,
} from './entry_query.js';
import type { ExportedEntries } from './exported_entries.js';
import { exportedEntries } from './exported_entries.js';
import { follow } from './follow.js';
import { UnexpectedAnswer } from './history_problem.js';
import { entriesOf, pagesOf } from './pages.js';
import { partsOf } from './parts.js';
import type { WriteOptions } from './posting.js';
import { post } from './posting.js';
import { queryText } from './query_text.js';
import { recordLines } from './record_lines.js';
import { RecordHistory } from './record_history.js';
import { isObject } from './wire_checks.js';

/** A position that no log reaches: nothing is read there. */
const BEHIND_ALL = 2 ** 52;

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
    const answer = await post(this.#connection, '/entries', { changes }, options);
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

  /** That the log of one size goes on from that of another. */
  async consistency(
    sizes: { readonly from: number; readonly to: number } & RequestOptions,
  ): Promise<NativeConsistency> {
    const answer = await this.#connection.get(`/log/consistency${queryText(sizes)}`, sizes);
    // The seam to what the wire types say.
    return answer as unknown as NativeConsistency;
  }

  /** The public keys of the origin: not to be trusted where the server is not, pin them out of band. */
  async keys(options: RequestOptions = {}): Promise<NativeKeys> {
    return (await this.#connection.get('/keys', options)) as unknown as NativeKeys;
  }

  /**
   * Whether the log is what was recorded, in parts of at most 20,000 positions. It takes the right to govern the space.
   * @param query where to begin: what is erased is compared with the ledger where that is the beginning
   */
  verify(query: { readonly start?: number } & RequestOptions = {}): AsyncGenerator<NativeSpaceVerification> {
    const { signal } = query;
    return partsOf({ connection: this.#connection, path: '/verify', query: queryText(query), signal });
  }

  /** Figures of the space, of at most 366 days. */
  async statistics(query: SpaceStatisticsQuery): Promise<NativeSpaceStatistics> {
    const { signal } = query;
    // The seam to what the wire types say.
    return (await this.#connection.get(`/statistics${queryText(query)}`, {
      signal,
    })) as unknown as NativeSpaceStatistics;
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

  /**
   * Entries of all records that the caller may see as they come, with their `position`, until the signal is aborted or
   * nobody asks for more: a connection that breaks is made again where it was. Whoever keeps `position` and starts
   * behind it later misses none.
   * @throws the signal's reason as well
   */
  follow(query: FollowSpaceQuery = {}): AsyncGenerator<NativeEntry, void, undefined> {
    const { signal, start } = query;
    const connection = this.#connection;
    return follow({
      ...{ connection, path: '/stream', query, signal },
      now: async () => (start === undefined ? { start: await sizeOf(connection, signal) } : {}),
    });
  }
}

/** How many positions the log of the space has. */
async function sizeOf(connection: Connection, signal: AbortSignal | undefined): Promise<number> {
  const { page } = await connection.get(`/log?limit=1&start=${String(BEHIND_ALL)}`, { signal });
  const size = isObject(page) ? page['size'] : undefined;
  if (typeof size === 'number') return size;
  throw new UnexpectedAnswer('The answer is no page of entries.', { status: 200 });
}
