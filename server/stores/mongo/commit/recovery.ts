import type { RecordDocument } from '../documents.js';
import type { Eraser } from './eraser.js';
import { toActivityError } from '../connection/mongo_errors.js';
import type { Outbox } from '../outbox/outbox.js';
import { OutboxRelease } from '../outbox/outbox_release.js';
import type { OutboxJob } from '../outbox/outbox_release.js';
import type { Settlement } from './settlement.js';
import type { Workbench } from '../workbench.js';

const SWEEP_EVERY_MS = 30_000;
const SWEEP_SIZE = 200;
/** Records that readers found and that are tidied at the same time; more are left to the sweep. */
const MAX_SUSPECTS = 16;
/** A commit of several records that is older has no writer any more. */
const COMMIT_AGE_MS = 60_000;

/** Ends what writers left unfinished: when a reader or writer comes across it, and in a sweep now and then. */
export class Recovery {
  readonly #bench: Workbench;
  readonly #outbox: Outbox;
  readonly #release: OutboxRelease;
  readonly #eraser: Eraser;
  readonly #settlement: Settlement;
  readonly #busy = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> | undefined;
  #closed = false;

  constructor(bench: Workbench, parts: { outbox: Outbox; eraser: Eraser; settlement: Settlement }) {
    this.#bench = bench;
    this.#outbox = parts.outbox;
    this.#release = new OutboxRelease(bench);
    this.#eraser = parts.eraser;
    this.#settlement = parts.settlement;
  }

  /** Settles what is staged on a record, clears away an erased one, moves out its whole outbox. */
  async tidy(key: string): Promise<void> {
    const doc = await this.#read(key);
    if (doc === null) return;
    if (doc.staged !== undefined) await this.#settlement.settle(key, doc.staged.commit);
    const { h, erased, pending = [] } = doc.staged === undefined ? doc : ((await this.#read(key)) ?? doc);
    if (erased === true) {
      await this.#eraser.finish(key);
    } else if (pending.length > 0) {
      await this.#outbox.drain(pending.map((item): OutboxJob => ({ key, h, item, bytes: 0 })));
    } else if (doc.open !== undefined) {
      await this.#release.close(key, h);
    }
  }

  /** Tells of a record that was read: if it has been unfinished for long, it is tidied in the background. */
  suspect(doc: Pick<RecordDocument, '_id' | 'open'>): void {
    const { _id: key, open } = doc;
    if (open === undefined || Date.now() - open.getTime() < this.#bench.patienceMs) return;
    if (this.#closed || this.#busy.has(key) || this.#busy.size >= MAX_SUSPECTS) return;
    const work = this.tidy(key)
      .catch((error: unknown) =>
        this.#bench.logger?.warn({ err: error }, 'a record stays unfinished for now'),
      )
      .finally(() => this.#busy.delete(key));
    this.#busy.set(key, work);
  }

  /** Sweeps now, once more when today's writers must have ended, and then every half minute. */
  start(): void {
    if (this.#closed) return;
    this.#sweepSoon(this.#bench.patienceMs + 100);
    this.#sweeping ??= this.#sweep().finally(() => {
      this.#sweeping = undefined;
    });
  }

  /** Sweeps again soon: something could not be moved. */
  leftOver(): void {
    if (!this.#closed) this.#sweepSoon(this.#bench.patienceMs + 100);
  }

  /** Ends the sweeps; resolves when nothing is running. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await Promise.all([this.#sweeping, ...this.#busy.values()]);
  }

  #sweepSoon(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#sweepSoon(SWEEP_EVERY_MS);
      this.#sweeping ??= this.#sweep().finally(() => {
        this.#sweeping = undefined;
      });
    }, afterMs).unref();
  }

  async #sweep(): Promise<void> {
    try {
      await this.#sweepRecords();
      await this.#sweepCommits();
    } catch (error) {
      this.#bench.logger?.warn({ err: error }, 'the sweep of unfinished records ended early');
    }
  }

  async #sweepRecords(): Promise<void> {
    const { records } = this.#bench.collections;
    for (let again = true; again;) {
      const open = { $lt: new Date(Date.now() - this.#bench.patienceMs) };
      const docs = await this.#bench.call(() =>
        records
          .find({ open }, { projection: { _id: 1 }, limit: SWEEP_SIZE, maxTimeMS: this.#bench.timeoutMs })
          .toArray(),
      );
      again = docs.length === SWEEP_SIZE;
      for (const { _id } of docs) {
        if (this.#closed) return;
        if (!(await this.#tidied(_id))) again = false;
      }
    }
  }

  /** A record that cannot be tidied must not keep the sweep from the others. */
  async #tidied(key: string): Promise<boolean> {
    try {
      await this.tidy(key);
      return true;
    } catch (error) {
      if (toActivityError(error).code === 'STORE_UNAVAILABLE') throw error;
      this.#bench.logger?.error({ err: error, key }, 'a record cannot be tidied');
      return false;
    }
  }

  async #sweepCommits(): Promise<void> {
    const { commits } = this.#bench.collections;
    const at = { $lt: new Date(Date.now() - COMMIT_AGE_MS) };
    const old = await this.#bench.call(() =>
      commits
        .find({ doneAt: { $exists: false }, at }, { limit: SWEEP_SIZE, maxTimeMS: this.#bench.timeoutMs })
        .toArray(),
    );
    for (const { _id, records } of old) {
      if (this.#closed) return;
      await this.#settlement.abort(_id);
      for (const key of records) await this.#settlement.settle(key, _id);
      await this.#bench.call(() => commits.updateOne({ _id }, { $set: { doneAt: new Date() } }));
    }
  }

  #read(key: string): Promise<RecordDocument | null> {
    const { records } = this.#bench.collections;
    const options = { projection: { state: 0 }, maxTimeMS: this.#bench.timeoutMs };
    return this.#bench.call(() => records.findOne({ _id: key }, options));
  }
}
