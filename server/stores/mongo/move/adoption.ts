import { randomBytes } from 'node:crypto';
import { ActivityError } from '../../../domain/errors.js';
import type { RecordHead } from '../../../domain/record.js';
import { adoptedChain } from '../../../domain/seal.js';
import type { SealedActivity } from '../../../domain/store.js';
import { historyId, recordKey, sealFields } from '../codec.js';
import type { Recovery } from '../commit/recovery.js';
import { repeatedBulk } from '../repeated_bulk.js';
import type { Workbench } from '../workbench.js';

const SECRET_BYTES = 32;

/** Seals records of before, in place (N10.7). */
export class Adoption {
  readonly #bench: Workbench;
  readonly #recovery: Recovery;

  constructor(bench: Workbench, recovery: Recovery) {
    this.#bench = bench;
    this.#recovery = recovery;
  }

  /** As the port's `adoptionSecret`. What is in the outbox is moved out: only entries in their collection are adopted. */
  async secret({ subject, number }: RecordHead): Promise<Uint8Array> {
    const { records } = this.#bench.collections;
    const record = { _id: recordKey(subject), h: historyId(subject, number) };
    await this.#recovery.tidy(record._id);
    const adoption = randomBytes(SECRET_BYTES);
    await this.#bench.call(() =>
      records.updateOne({ ...record, adoption: { $exists: false } }, { $set: { adoption } }),
    );
    const options = { projection: { adoption: 1 }, maxTimeMS: this.#bench.timeoutMs };
    const doc = await this.#bench.call(() => records.findOne(record, options));
    if (doc?.adoption === undefined) {
      throw new ActivityError('RECORD_NOT_FOUND', 'The record has been erased.');
    }
    return Buffer.from(doc.adoption);
  }

  /**
   * As the port's `adopt`. An entry that has a seal keeps it: a slow process must not undo an erasure. The chain
   * moves after the entries, so that whatever it counts is sealed.
   */
  async adopt(head: RecordHead, activities: readonly SealedActivity[]): Promise<void> {
    const last = activities.at(-1);
    if (last === undefined) return;
    const { activities: entries, records } = this.#bench.collections;
    const [_id, h] = [recordKey(head.subject), historyId(head.subject, head.number)];
    const updates = activities.map(({ seq, seal }) => ({
      updateOne: { filter: { h, seq, y: { $exists: false } }, update: { $set: sealFields(seal) } },
    }));
    await repeatedBulk(this.#bench, () => entries.bulkWrite(updates, { ordered: false }));
    await this.#bench.step('adopt:sealed');
    const chain = adoptedChain(last);
    const { matchedCount } = await this.#bench.call(() =>
      records.updateOne(
        { _id, h, revision: head.revision, adoption: { $exists: true } },
        last.seq === head.seq
          ? { $set: { chain, ...(this.#bench.log && { due: _id }) }, $unset: { adoption: '' } }
          : { $set: { chain } },
      ),
    );
    if (matchedCount !== 1) {
      throw new ActivityError('VERSION_CONFLICT', 'The record has been changed in the meantime.');
    }
  }
}
