import type { AnyBulkWriteOperation } from 'mongodb';
import { grown, HASH_BYTES } from '../../../domain/log/merkle.js';
import { tileParts } from '../../../domain/log/tiles.js';
import { findBatch } from '../read/find_batch.js';
import { repeatedBulk } from '../repeated_bulk.js';
import type { Workbench } from '../workbench.js';
import type { LogRowDocument, LogState, PendingRows, TileDocument } from './documents.js';
import type { LogStates } from './log_states.js';
import { frontierOf } from './log_states.js';
import { GONE_UPDATE } from './row_codec.js';

/**
 * Puts what was appended to its places. Anybody may do it, any number of times, also late: rows and tiles are only
 * added to.
 */
export class Mover {
  readonly #bench: Workbench;
  readonly #states: LogStates;

  constructor(bench: Workbench, states: LogStates) {
    this.#bench = bench;
    this.#states = states;
  }

  /** Resolves when the rows are part of the log. @param before the state they were appended to */
  async move(space: string, before: LogState, pending: PendingRows): Promise<void> {
    const rows = pending.rows.map((row, i) => ({ s: space, p: before.size + i, ...row }));
    await Promise.all([
      this.#insert(rows).then(() => this.#markGone(rows, pending)),
      this.#growTiles(space, before, pending),
    ]);
    await this.#bench.step('log:moved');
    await this.#states.finish(space, before, pending);
    await this.#bench.step('log:finished');
  }

  async #insert(rows: readonly LogRowDocument[]): Promise<void> {
    const { log } = this.#bench.collections;
    await repeatedBulk(this.#bench, () =>
      // With copies: the driver writes an id into what it is given, and each try needs its own.
      log.insertMany(
        rows.map((row) => ({ ...row })),
        { ordered: false },
      ),
    );
    await this.#bench.step('log:inserted');
  }

  /** Of records that are erased by now: whoever erases marks what is there before, so that one of both sees the other. */
  async #markGone(rows: readonly LogRowDocument[], { records }: PendingRows): Promise<void> {
    const { records: collection, log } = this.#bench.collections;
    const named = new Set(rows.map(({ h }) => h));
    const keys = records.filter(({ h }) => named.has(h)).map(({ key }) => key);
    if (keys.length === 0) return;
    const query = { filter: { _id: { $in: keys } }, projection: { h: 1, erased: 1 }, limit: keys.length };
    const docs = await findBatch(this.#bench, collection, query);
    const alive = new Set(docs.filter(({ erased }) => erased !== true).map(({ h }) => h));
    const positions = rows.filter(({ h }) => h !== undefined && !alive.has(h)).map(({ p }) => p);
    const [first] = rows;
    if (first === undefined || positions.length === 0) return;
    const mark = { s: first.s, p: { $in: positions } };
    await this.#bench.call(() => log.updateMany(mark, GONE_UPDATE));
    await this.#bench.step('log:gone');
  }

  /** A tile is only added to where it ends before what is added: what is late finds it longer already. */
  async #growTiles(space: string, before: LogState, { rows }: PendingRows): Promise<void> {
    const { tiles } = this.#bench.collections;
    const { nodes } = grown(
      frontierOf(before),
      rows.map(({ y }) => y),
    );
    const writes = tileParts(nodes).map(
      ({ level, index, offset, hashes }): AnyBulkWriteOperation<TileDocument> => {
        const _id = tileId(space, level, index);
        const w = offset + hashes.byteLength / HASH_BYTES;
        if (offset === 0) return { insertOne: { document: { _id, w, b: [hashes] } } };
        return { updateOne: { filter: { _id, w: offset }, update: { $set: { w }, $push: { b: hashes } } } };
      },
    );
    await repeatedBulk(this.#bench, () => tiles.bulkWrite(writes, { ordered: false }));
    await this.#bench.step('log:tiles');
  }
}

/** A tile's `_id`. Its last two parts are numbers, so that no two tiles share one. */
export function tileId(space: string, level: number, index: number): string {
  return `${space}/${String(level)}/${String(index)}`;
}
