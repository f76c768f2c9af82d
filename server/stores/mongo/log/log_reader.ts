import { ActivityError } from '../../../domain/errors.js';
import { HASH_BYTES } from '../../../domain/log/merkle.js';
import type { LogHead, LogRow, PositionRange } from '../../../domain/log/space_log.js';
import { widthOf } from '../../../domain/log/tiles.js';
import type { RecordHead, SeqRange } from '../../../domain/record.js';
import { historyId } from '../codec.js';
import { findBatch } from '../read/find_batch.js';
import type { Workbench } from '../workbench.js';
import { BEHIND_ALL } from './due_records.js';
import { EMPTY_LOG, frontierOf } from './log_states.js';
import type { LogStates } from './log_states.js';
import { tileId } from './mover.js';
import { rowOfDocument } from './row_codec.js';

/** Rows of one answer of the database. */
const BATCH = 1_000;
const MOST_SIZES = 1_000;

/** Reads logs as far as they have been moved. */
export class LogReader {
  readonly #bench: Workbench;
  readonly #states: LogStates;
  /** How long logs are at least: what stands before that needs no look at the log's document. */
  readonly #sizes = new Map<string, number>();

  constructor(bench: Workbench, states: LogStates) {
    this.#bench = bench;
    this.#states = states;
  }

  /** As the port's `head`. */
  async head(space: string): Promise<LogHead> {
    const found = await this.#states.read(space);
    const state = found ?? EMPTY_LOG;
    const [{ size, first, last }, checkpoint] = [state, found?.checkpoint];
    if (this.#sizes.size >= MOST_SIZES) this.#sizes.clear();
    this.#sizes.set(space, size);
    return {
      ...{ size, frontier: frontierOf(state) },
      ...(first !== undefined && last !== undefined && { first, last }),
      ...(checkpoint !== undefined && { checkpoint }),
    };
  }

  /** As the port's `rows`. */
  async rows(space: string, { start, end }: PositionRange): Promise<readonly LogRow[]> {
    const rows: LogRow[] = [];
    let stop = Math.min(end, await this.#sizeFor(space, end));
    for (let from = start; from < stop; from = start + rows.length) {
      const to = Math.min(stop, from + BATCH);
      const filter = { s: space, p: { $gte: from, $lt: to } };
      const query = { filter, projection: { _id: 0 }, sort: { p: 1 }, limit: to - from };
      const found = await findBatch(this.#bench, this.#bench.collections.log, query);
      rows.push(...found.map(rowOfDocument));
      if (found.length > 0) continue;
      // Only an older state of the database, put in its place, is shorter than it was.
      const { size } = await this.head(space);
      if (size >= stop) throw new ActivityError('INTERNAL_ERROR', 'Rows of the log are missing.');
      stop = size;
    }
    return rows;
  }

  /** As the port's `positions`. */
  async positions({ subject, number }: RecordHead, { from, to }: SeqRange): Promise<(number | undefined)[]> {
    const [s, h] = [subject.space, historyId(subject, number)];
    const found = new Map<number, number>();
    for (let start = from; start <= to; start += BATCH) {
      const q = { $gte: start, $lt: Math.min(to + 1, start + BATCH) };
      const query = { filter: { s, h, q }, projection: { _id: 0, p: 1, q: 1 }, limit: BATCH };
      for (const row of await findBatch(this.#bench, this.#bench.collections.log, query)) {
        if (row.q !== undefined) found.set(row.q, row.p);
      }
    }
    const end = [...found.values()].reduce((most, p) => Math.max(most, p + 1), 0);
    const size = await this.#sizeFor(s, end);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => {
      const position = found.get(from + i);
      return position === undefined || position >= size ? undefined : position;
    });
  }

  /** As the port's `tile`. */
  async tile(space: string, level: number, index: number): Promise<Uint8Array> {
    const sound = [level, index].every((number) => Number.isSafeInteger(number) && number >= 0);
    const width = sound ? widthOf((await this.head(space)).size, level, index) : 0;
    if (width === 0) return new Uint8Array();
    const query = { filter: { _id: tileId(space, level, index) }, projection: { b: 1 }, limit: 1 };
    const [tile] = await findBatch(this.#bench, this.#bench.collections.tiles, query);
    const bytes = Buffer.concat(tile?.b ?? []);
    if (bytes.byteLength >= width * HASH_BYTES) return bytes.subarray(0, width * HASH_BYTES);
    throw new ActivityError('INTERNAL_ERROR', 'Hashes of the log are missing.');
  }

  /** As the port's `spaces`. */
  async spaces(after: string | undefined, limit: number): Promise<readonly string[]> {
    const filter = { _id: { $gt: after ?? '', $lt: BEHIND_ALL }, size: { $gt: 0 } };
    const query = { filter, projection: { _id: 1 }, sort: { _id: 1 }, limit };
    const docs = await findBatch(this.#bench, this.#bench.collections.logs, query);
    return docs.map(({ _id }) => _id);
  }

  /** How long the log is, at least so far as this position. */
  async #sizeFor(space: string, end: number): Promise<number> {
    const known = this.#sizes.get(space) ?? 0;
    return end <= known ? known : (await this.head(space)).size;
  }
}
