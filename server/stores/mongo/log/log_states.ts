import { setTimeout as sleep } from 'node:timers/promises';
import type { Frontier } from '../../../domain/log/merkle.js';
import { HASH_BYTES } from '../../../domain/log/merkle.js';
import { isDuplicateKey } from '../connection/mongo_errors.js';
import { findBatch } from '../read/find_batch.js';
import type { Workbench } from '../workbench.js';
import type { LogDocument, LogState, PendingRows } from './documents.js';

/** How long somebody else may move what it has appended before others help. */
const MOVING_MS = 200;
const POLL_MS = 20;

/** The log of a space without entries. */
export const EMPTY_LOG: LogState = { size: 0, frontier: new Uint8Array() };

/** The documents of the logs: the one place where it is decided what comes next. */
export class LogStates {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /** What readers need of a log; `undefined` when there is none. */
  async read(space: string): Promise<LogDocument | undefined> {
    const query = { filter: { _id: space }, projection: { pending: 0, behind: 0 }, limit: 1 };
    const [doc] = await findBatch(this.#bench, this.#bench.collections.logs, query);
    return doc;
  }

  /**
   * The log with what is pending in it, after waiting a while for whoever is moving that. Without: at the time of
   * reading everything that had been appended stood in its place.
   */
  async settling(space: string): Promise<LogDocument | undefined> {
    const { logs } = this.#bench.collections;
    const [state, whole] = [{ 'pending.rows': 0, 'pending.records': 0, checkpoint: 0 }, {}];
    const query = { filter: { _id: space }, limit: 1 };
    for (const end = performance.now() + MOVING_MS; performance.now() < end;) {
      const [doc] = await findBatch(this.#bench, logs, { ...query, projection: state });
      if (doc?.pending === undefined) return doc;
      await sleep(POLL_MS);
    }
    const [doc] = await findBatch(this.#bench, logs, { ...query, projection: whole });
    return doc;
  }

  /** Appends behind the state that was read. `false`: somebody else has appended since. */
  async begin(space: string, before: LogDocument | undefined, pending: PendingRows): Promise<boolean> {
    const { logs } = this.#bench.collections;
    const open = new Date();
    try {
      if (before === undefined) {
        await this.#bench.call(() => logs.insertOne({ _id: space, ...EMPTY_LOG, pending, open }));
        return true;
      }
      const filter = { _id: space, size: before.size, pending: { $exists: false } };
      const { matchedCount } = await this.#bench.call(() =>
        logs.updateOne(filter, { $set: { pending, open } }),
      );
      return matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Makes what was appended part of the log, when all of it is in its place. Whoever is late changes nothing. */
  async finish(space: string, { size }: LogState, pending: PendingRows): Promise<void> {
    const { logs } = this.#bench.collections;
    const filter = { _id: space, size, 'pending.size': pending.size };
    const { rows: _rows, records: behind, ...state } = pending;
    const update = { $set: { ...state, behind }, $unset: { pending: '', open: '' } } as const;
    await this.#bench.call(() => logs.updateOne(filter, update));
  }

  /** Spaces in which something was appended and not moved. At most `limit`. */
  async open(limit: number): Promise<readonly string[]> {
    const open = { $gte: new Date(0), $lt: new Date(Date.now() - MOVING_MS) };
    const query = { filter: { open }, projection: { _id: 1 }, limit };
    const docs = await findBatch(this.#bench, this.#bench.collections.logs, query);
    return docs.map(({ _id }) => _id);
  }
}

/** The tree of a log. */
export function frontierOf({ size, frontier }: LogState): Frontier {
  const bytes = Buffer.from(frontier);
  const subtrees = Array.from({ length: bytes.byteLength / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
  return { size, subtrees };
}
