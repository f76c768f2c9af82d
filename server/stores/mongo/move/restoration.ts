import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ActivityError } from '../../../domain/errors.js';
import { placedActivities, portions } from '../../../domain/record_image.js';
import type { RecordImage } from '../../../domain/record_image.js';
import { entryDocument, headFields, historyId, isStorable, recordKey } from '../codec.js';
import type { EntryDocument } from '../documents.js';
import type { Eraser } from '../commit/eraser.js';
import { unavailable } from '../connection/mongo_errors.js';
import type { RecordCounter } from '../record_counter.js';
import { repeatedBulk } from '../repeated_bulk.js';
import { RestoredAttachments } from './restored_attachments.js';
import { listed } from '../commit/prepared_write.js';
import type { RecordWriter } from '../commit/record_writer.js';
import type { Settlement } from '../commit/settlement.js';
import type { Workbench } from '../workbench.js';

/** Entries of one insert; `size` in characters. */
const PORTION = { length: 500, size: 4 * 2 ** 20 };
const MAX_ATTEMPTS = 10;

/**
 * Writes whole records: entries and attachments first, under the history's own key, the record's document last.
 * What stands there already and is the same stays, so that two restorations of one record do not harm each other.
 */
export class Restoration {
  readonly #bench: Workbench;
  readonly #writer: RecordWriter;
  readonly #settlement: Settlement;
  readonly #eraser: Eraser;
  readonly #counter: RecordCounter;

  constructor(
    bench: Workbench,
    parts: { writer: RecordWriter; settlement: Settlement; eraser: Eraser; counter: RecordCounter },
  ) {
    this.#bench = bench;
    this.#writer = parts.writer;
    this.#settlement = parts.settlement;
    this.#eraser = parts.eraser;
    this.#counter = parts.counter;
  }

  /** As the port's `restore`. */
  async run(image: RecordImage): Promise<void> {
    const { head } = image;
    if (!isStorable(head.subject)) {
      throw new ActivityError('INVALID_REQUEST', 'The id cannot name a record.');
    }
    const key = recordKey(head.subject);
    const h = historyId(head.subject, head.number);
    await this.#expectNothing(key);
    const attachments = new RestoredAttachments(this.#bench, h, image);
    await Promise.all([attachments.clear(), this.#removeBeyond(h, head.seq)]);
    let first: Pick<EntryDocument, 'seq' | 'id'> | undefined;
    for await (const portion of portions(encoded(image), PORTION)) {
      first ??= portion[0]?.entry;
      await this.#insert(
        h,
        portion.map(({ entry }) => entry),
      );
    }
    await attachments.write();
    await this.#counter.raise(head.number);
    const save = { h, fields: headFields(head), item: undefined, bytes: 0, ...listed(head, image.listing) };
    const write = { key, expected: 0, seqBefore: undefined, firstEntry: first, save };
    await this.#writer.write(write, randomUUID());
  }

  /** Resolves when there is no document of the record, after ending what others left unfinished on it. */
  async #expectNothing(key: string): Promise<void> {
    const options = { projection: { 'staged.commit': 1, erased: 1 }, maxTimeMS: this.#bench.timeoutMs };
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const doc = await this.#bench.call(() =>
        this.#bench.collections.records.findOne({ _id: key }, options),
      );
      if (doc === null) return;
      if (doc.staged !== undefined) await this.#settlement.settle(key, doc.staged.commit);
      else if (doc.erased === true) await this.#eraser.finish(key);
      else throw conflict();
    }
    throw unavailable();
  }

  /** Removes what a restoration that broke off left behind the end of this history. */
  async #removeBeyond(h: string, seq: number): Promise<void> {
    const { activities } = this.#bench.collections;
    const options = {
      projection: { _id: 0, seq: 1 },
      limit: PORTION.length,
      batchSize: PORTION.length,
      maxTimeMS: this.#bench.timeoutMs,
    };
    for (;;) {
      const strays = await this.#bench.call(() =>
        activities.find({ h, seq: { $gte: seq + 1 } }, options).toArray(),
      );
      if (strays.length === 0) return;
      const seqs = strays.map((stray) => stray.seq);
      await this.#bench.call(() => activities.deleteMany({ h, seq: { $in: seqs } }));
    }
  }

  async #insert(h: string, entries: readonly EntryDocument[]): Promise<void> {
    if (await this.#tryInsert(h, entries)) return;
    const { activities } = this.#bench.collections;
    const seqs = entries.map(({ seq }) => seq);
    const options = { projection: { _id: 0, h: 0 }, maxTimeMS: this.#bench.timeoutMs };
    const stored = await this.#bench.call(() =>
      activities.find({ h, seq: { $in: seqs } }, options).toArray(),
    );
    const found = new Map(stored.map((entry) => [entry.seq, entry]));
    const strange = entries.filter((entry) => !isDeepStrictEqual(found.get(entry.seq), entry));
    if (strange.length === 0) return;
    const wrong = strange.map(({ seq }) => seq);
    await this.#bench.call(() => activities.deleteMany({ h, seq: { $in: wrong } }));
    if (!(await this.#tryInsert(h, strange))) throw conflict();
  }

  /** Whether all of them were missing. */
  async #tryInsert(h: string, entries: readonly EntryDocument[]): Promise<boolean> {
    const { activities } = this.#bench.collections;
    const documents = entries.map((entry) => ({ h, ...entry }));
    return !(await repeatedBulk(this.#bench, () => activities.insertMany(documents, { ordered: false })));
  }
}

async function* encoded(
  image: RecordImage,
): AsyncGenerator<{ readonly entry: EntryDocument; readonly size: number }> {
  for await (const { activity, ...place } of placedActivities(image)) {
    const entry = entryDocument(activity, place);
    yield { entry, size: entry.body.length };
  }
}

function conflict(): ActivityError {
  return new ActivityError('VERSION_CONFLICT', 'The record is there already.');
}
