import { rowOf } from '../../../domain/log/log_row.js';
import type { SeqRange } from '../../../domain/record.js';
import { activityOf } from '../codec.js';
import { findBatch } from '../read/find_batch.js';
import { CutAnswer, HistoryReader, MissingEntries } from '../read/history_reader.js';
import type { StoredEntry } from '../read/history_reader.js';
import { PortionSize } from '../read/portion_size.js';
import type { Workbench } from '../workbench.js';
import type { NewRowDocument } from './documents.js';
import type { DueRecord } from './due_records.js';
import { newRowDocument } from './row_codec.js';

/** Makes the rows of entries from the entries themselves. */
export class EntryRows {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /** The rows of these entries; `undefined` when the record is erased, or damaged, which is logged. */
  async of(record: DueRecord, { from, to }: SeqRange): Promise<readonly NewRowDocument[] | undefined> {
    const rows: NewRowDocument[] = [];
    const size = new PortionSize();
    try {
      while (rows.length < to - from + 1) {
        const start = from + rows.length;
        const entries = await this.#portion(record, { from: start, to }, size);
        for (const entry of entries) {
          rows.push(newRowDocument(rowOf(activityOf(record.subject, entry), record.number, 0)));
        }
      }
      return rows;
    } catch (error) {
      if (!(error instanceof MissingEntries) || (await this.#isThere(record))) throw error;
      return undefined;
    }
  }

  /** The first of these entries, as many as fit. */
  async #portion(record: DueRecord, range: SeqRange, size: PortionSize): Promise<readonly StoredEntry[]> {
    for (;;) {
      const { from } = range;
      const to = Math.min(range.to, from + size.documents - 1);
      try {
        return size.cut(await this.#between(record, { from, to }));
      } catch (error) {
        if (!(error instanceof CutAnswer)) throw error;
        size.shrink(error.bytesPerEntry);
      }
    }
  }

  /** Most have left the outbox; what has not comes from there. */
  async #between({ key: _id, h, seq }: DueRecord, { from, to }: SeqRange): Promise<readonly StoredEntry[]> {
    const { records } = this.#bench.collections;
    const moved = new HistoryReader(this.#bench, { h, seq });
    return moved.between(from, to).catch(async (error: unknown) => {
      if (!(error instanceof MissingEntries)) throw error;
      const query = { filter: { _id, h }, projection: { h: 1, seq: 1, pending: 1 }, limit: 1 };
      const [doc] = await findBatch(this.#bench, records, query);
      return new HistoryReader(this.#bench, doc ?? { h }).between(from, to);
    });
  }

  async #isThere({ key: _id, h }: DueRecord): Promise<boolean> {
    const query = { filter: { _id, h }, projection: { erased: 1 }, limit: 1 };
    const [doc] = await findBatch(this.#bench, this.#bench.collections.records, query);
    return doc !== undefined && doc.erased !== true;
  }
}
