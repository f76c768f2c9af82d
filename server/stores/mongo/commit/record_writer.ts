import { setTimeout as sleep } from 'node:timers/promises';
import type { UpdateFilter } from 'mongodb';
import { ActivityError } from '../../../domain/errors.js';
import type { RecordDocument } from '../documents.js';
import type { Eraser } from './eraser.js';
import { isDuplicateKey, isOutcomeUnknown, isUnreachable, unavailable } from '../connection/mongo_errors.js';
import type { Outbox } from '../outbox/outbox.js';
import { condition, inserting, marking, saving, stagedWrite } from './prepared_write.js';
import type { PreparedWrite } from './prepared_write.js';
import type { Recovery } from './recovery.js';
import type { Settlement } from './settlement.js';
import type { Workbench } from '../workbench.js';

const RETRY_MS = 50;

/** Writes to one record's document, each time with one conditional update that either happens or does not. */
export class RecordWriter {
  readonly #bench: Workbench;
  readonly #outbox: Outbox;
  readonly #eraser: Eraser;
  readonly #settlement: Settlement;
  readonly #recovery: Recovery;

  constructor(
    bench: Workbench,
    parts: { outbox: Outbox; eraser: Eraser; settlement: Settlement; recovery: Recovery },
  ) {
    this.#bench = bench;
    this.#outbox = parts.outbox;
    this.#eraser = parts.eraser;
    this.#settlement = parts.settlement;
    this.#recovery = parts.recovery;
  }

  /** Commits a write to one record; `commit` is an id that no other write has. */
  async write(write: PreparedWrite, commit: string): Promise<void> {
    const { key, expected, save } = write;
    await this.#outbox.room();
    await this.#bench.step('save:begin');
    const update = save === undefined ? marking(commit) : saving(save, commit);
    await this.#persist(write, {
      attempt: () =>
        save !== undefined && expected === 0
          ? this.#insert(inserting(key, save, commit))
          : this.#update(write, update),
      arrived: (doc) => doc?.commit === commit && (save !== undefined || doc.erased === true),
    });
    if (save === undefined) {
      await this.#bench.step('erase:marked');
      // What the mark promises holds already; the sweep goes on where this ends.
      await this.#eraser.finish(key).catch((error: unknown) => {
        this.#bench.logger?.warn({ err: error }, 'an erased record is cleared away later');
        this.#recovery.leftOver();
      });
      return;
    }
    await this.#bench.step('save:written');
    if (save.item !== undefined) this.#outbox.add({ key, h: save.h, item: save.item, bytes: save.bytes });
  }

  /** Lays a write beside the record until its commit is decided. */
  async stage(write: PreparedWrite, commit: string): Promise<void> {
    const { key, expected, save } = write;
    const staged = stagedWrite(write, commit);
    const open = new Date();
    // Already now: whoever catches up then settles a commit that was decided and not carried out.
    const mark = save?.due === undefined ? {} : { due: save.due };
    await this.#persist(write, {
      attempt: () =>
        save !== undefined && expected === 0
          ? this.#insert({ _id: key, h: save.h, revision: 0, staged, open, ...mark })
          : this.#update(write, { $set: { staged, ...mark }, $min: { open } }),
      arrived: (doc) => doc?.staged?.commit === commit,
    });
  }

  /**
   * Tries until the write took place or is known not to. A broken connection leaves that open; since every
   * attempt has the same condition, trying again can never apply it twice.
   */
  async #persist(
    write: PreparedWrite,
    way: {
      readonly attempt: () => Promise<boolean>;
      readonly arrived: (doc: RecordDocument | null) => boolean;
    },
  ): Promise<void> {
    const end = performance.now() + this.#bench.timeoutMs;
    for (let unsure = false; ;) {
      try {
        if (await way.attempt()) return;
        const doc = await this.#look(write.key, unsure);
        if (way.arrived(doc)) return;
        if (!(await this.#clearWay(write, doc))) {
          if (unsure && (await this.#wasOvertaken(write, doc))) return;
          throw new ActivityError('VERSION_CONFLICT', 'The record was changed by somebody else.');
        }
        if (performance.now() > end) throw unavailable();
      } catch (error) {
        const again = isOutcomeUnknown(error) || (unsure && isUnreachable(error));
        if (!again || performance.now() > end) throw error;
        unsure ||= isOutcomeUnknown(error);
        await sleep(RETRY_MS);
      }
    }
  }

  async #insert(doc: RecordDocument): Promise<boolean> {
    try {
      await this.#bench.call(() => this.#bench.collections.records.insertOne(doc));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async #update(write: PreparedWrite, update: UpdateFilter<RecordDocument>): Promise<boolean> {
    const { records } = this.#bench.collections;
    const result = await this.#bench.call(() => records.updateOne(condition(write), update));
    return result.matchedCount === 1;
  }

  /** Whether what stood in the way is gone, so that another try makes sense. */
  async #clearWay(write: PreparedWrite, doc: RecordDocument | null): Promise<boolean> {
    const { key, expected, save } = write;
    if (doc === null) return expected === 0;
    if (doc.staged !== undefined) {
      await this.#settlement.settle(key, doc.staged.commit);
      return true;
    }
    if (doc.erased === true) {
      if (expected === 0) await this.#eraser.finish(key);
      return expected === 0;
    }
    const same = doc.revision === expected && (save === undefined || save.h === doc.h);
    if (same && write.seqBefore !== undefined && doc.seq !== write.seqBefore) {
      throw new ActivityError('INTERNAL_ERROR', 'The write does not continue the history.');
    }
    if (same && expected > 0) await this.#recovery.tidy(key);
    return same && expected > 0;
  }

  /** Whether a write that broke off did arrive and others followed it: then its first entry is in the history. */
  async #wasOvertaken(write: PreparedWrite, doc: RecordDocument | null): Promise<boolean> {
    const { save, firstEntry } = write;
    // Erasing is done as soon as nothing is there. Without an entry nothing tells whose revision it is.
    if (save === undefined && (doc === null || doc.erased === true)) return true;
    if (doc === null || doc.erased === true) throw unavailable();
    if (doc.h !== save?.h || doc.revision < save.fields.revision) return false;
    if (firstEntry === undefined) throw unavailable();
    const pending = doc.pending?.flatMap(({ entries }) => entries) ?? [];
    const entry =
      pending.find(({ seq }) => seq === firstEntry.seq) ??
      (await this.#bench.call(() =>
        this.#bench.collections.activities.findOne(
          { h: doc.h, seq: firstEntry.seq },
          { maxTimeMS: this.#bench.timeoutMs },
        ),
      ));
    return entry?.id === firstEntry.id;
  }

  /** The outbox only for those who look for their own entry: on a busy record it is most of the document. */
  #look(key: string, unsure: boolean): Promise<RecordDocument | null> {
    const projection = {
      ...{ h: 1, revision: 1, seq: 1, commit: 1, erased: 1, 'staged.commit': 1 },
      ...(unsure ? { 'pending.entries.seq': 1, 'pending.entries.id': 1 } : {}),
    };
    const options = { projection, maxTimeMS: this.#bench.timeoutMs };
    return this.#bench.call(() => this.#bench.collections.records.findOne({ _id: key }, options));
  }
}
