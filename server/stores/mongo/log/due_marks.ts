import type { AnyBulkWriteOperation } from 'mongodb';
import type { RecordDocument } from '../documents.js';
import { inOrder } from '../in_order.js';
import { findBatch } from '../read/find_batch.js';
import { repeatedBulk } from '../repeated_bulk.js';
import type { Workbench } from '../workbench.js';
import type { AppendedRecord } from './documents.js';
import { endOf } from './due_records.js';
import type { DueRecord } from './due_records.js';

/** Records that a log's document tells of at most. */
const MOST_BEHIND = 1_000;
const MOST_CONFIRMED = 5_000;

/**
 * Writes on records how far the log has them, and takes their marks off: behind the back of whoever appends, since a
 * record that is written to all the time lets nobody else write quickly. Until that is done, the log's document tells
 * of the record (`behind`), and a record that never rests is only told of there.
 */
export class DueMarks {
  readonly #bench: Workbench;
  /** How far records say so themselves, by history: as far as this process knows and the log's document does not. */
  readonly #confirmed = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /** Takes the marks off what has no entries to append, in the background. What fails stays marked. */
  release(records: readonly DueRecord[]): void {
    if (records.length === 0) return;
    const running = this.#release(records)
      .catch((error: unknown) => this.#bench.logger?.warn({ err: error }, 'records stay marked for now'))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Writes how far the log has these records, whatever else happens to them. */
  async force(records: readonly AppendedRecord[]): Promise<void> {
    if (records.length === 0) return;
    const writes = inOrder(records, keyOf).map(
      ({ key: _id, h, to }): AnyBulkWriteOperation<RecordDocument> => {
        return { updateOne: { filter: { _id, h }, update: { $max: { logged: to } } } };
      },
    );
    await this.#bulk(writes);
    for (const { h, to } of records) this.#confirm(h, to);
  }

  /** What a log's document has to tell of when these records are appended to. */
  async behindWith(
    behind: readonly AppendedRecord[],
    appended: readonly AppendedRecord[],
  ): Promise<readonly AppendedRecord[]> {
    const open = behind.filter(({ h, to }) => (this.#confirmed.get(h) ?? 0) < to);
    if (open.length > MOST_BEHIND) await this.force(open);
    const left = open.length > MOST_BEHIND ? [] : open;
    for (const { h, to } of behind) if ((this.#confirmed.get(h) ?? 0) >= to) this.#confirmed.delete(h);
    return [...new Map([...left, ...appended].map((record) => [record.h, record])).values()];
  }

  /** Resolves when nothing is running. */
  async close(): Promise<void> {
    await Promise.all([...this.#running]);
  }

  async #release(records: readonly DueRecord[]): Promise<void> {
    const matched = await this.#bulk(inOrder(records, keyOf).map(releasing));
    await this.#bench.step('log:released');
    if (matched === records.length) {
      for (const { h, logged } of records) this.#confirm(h, logged);
      return;
    }
    const filter = { _id: { $in: records.map(({ key }) => key) } };
    const { records: collection } = this.#bench.collections;
    const query = { filter, projection: { h: 1, logged: 1 }, limit: records.length };
    const docs = await findBatch(this.#bench, collection, { ...query, readConcern: { level: 'majority' } });
    const found = new Map(docs.map(({ h, logged = 0 }) => [h, logged]));
    // Without a document there is nothing that could be appended again.
    for (const { h } of records) this.#confirm(h, found.get(h) ?? Infinity);
  }

  async #bulk(writes: readonly AnyBulkWriteOperation<RecordDocument>[]): Promise<number> {
    const { records } = this.#bench.collections;
    let matched = 0;
    await repeatedBulk(this.#bench, async () => {
      ({ matchedCount: matched } = await records.bulkWrite(writes, { ordered: false }));
    });
    return matched;
  }

  #confirm(h: string, logged: number): void {
    if (logged === 0) return;
    if (this.#confirmed.size >= MOST_CONFIRMED) this.#confirmed.clear();
    this.#confirmed.set(h, Math.max(logged, this.#confirmed.get(h) ?? 0));
  }
}

function keyOf({ key }: { readonly key: string }): string {
  return key;
}

/** Unless the record has been changed: then it is due again. */
function releasing({ key: _id, h, seq, chain, logged }: DueRecord): AnyBulkWriteOperation<RecordDocument> {
  const chained = chain === undefined ? { chain: { $exists: false } } : { 'chain.seq': chain.seq };
  const filter = { _id, h, seq, ...chained, staged: { $exists: false } };
  const $max = logged === 0 ? {} : { $max: { logged } };
  return { updateOne: { filter, update: { ...$max, $unset: { due: '' } } } };
}

/** The record when these of its entries are in the log; `undefined` if it has more. */
export function whenLogged(record: DueRecord, to: number): DueRecord | undefined {
  return to < endOf(record) ? undefined : { ...record, logged: to };
}
