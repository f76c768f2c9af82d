import { subjectOfKey } from '../codec.js';
import { GONE_UPDATE } from '../log/row_codec.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Workbench } from '../workbench.js';

/** Entries deleted by one call: short enough for any time-out. */
const BATCH = 1_000;

/** Clears away records that are marked as erased and that no reader sees any more. */
export class Eraser {
  readonly #bench: Workbench;
  readonly #outbox: Outbox;

  constructor(bench: Workbench, outbox: Outbox) {
    this.#bench = bench;
    this.#outbox = outbox;
  }

  /**
   * Takes the entries out of the rows of the log, deletes them, the attachments and last the record's document, if
   * that is marked as erased. Whoever moves rows looks for the mark afterwards, so that one of both sees the other.
   * Whoever is interrupted leaves the mark, so that anybody can go on.
   */
  async finish(key: string): Promise<void> {
    const { records, activities, attachments, log } = this.#bench.collections;
    const doc = await this.#bench.call(() =>
      records.findOne(
        { _id: key, erased: true },
        { projection: { h: 1, seq: 1 }, maxTimeMS: this.#bench.timeoutMs },
      ),
    );
    if (doc === null) return;
    const { h } = doc;
    await this.#outbox.forget(h);
    const { space: s } = subjectOfKey(key);
    for (let from = 1; from <= (doc.seq ?? 0); from += BATCH) {
      const q = { $gte: from, $lt: from + BATCH };
      await this.#bench.call(() => log.updateMany({ s, h, q }, GONE_UPDATE));
    }
    await this.#bench.step('erase:unlogged');
    for (let from = 1; from <= (doc.seq ?? 0); from += BATCH) {
      const seq = { $gte: from, $lt: from + BATCH };
      await this.#bench.call(() => activities.deleteMany({ h, seq }));
    }
    await this.#bench.call(() => attachments.deleteMany({ h }));
    await this.#bench.step('erase:entries');
    await this.#bench.call(() => records.deleteOne({ _id: key, h, erased: true }));
    await this.#bench.step('erase:removed');
  }
}
