import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityError } from '../../../domain/errors.js';
import type { CommitDocument } from '../documents.js';
import type { Eraser } from './eraser.js';
import { isDuplicateKey, isOutcomeUnknown, isUnreachable, unavailable } from '../connection/mongo_errors.js';
import type { PreparedWrite } from './prepared_write.js';
import type { RecordWriter } from './record_writer.js';
import type { Recovery } from './recovery.js';
import type { Settlement } from './settlement.js';
import type { Workbench } from '../workbench.js';

const RETRY_MS = 50;

/**
 * Commits several records, all or none, without transactions of the server: every write is staged beside its
 * record, one update of the commit's own document decides about all of them, then each is carried out.
 */
export class GroupCommit {
  readonly #bench: Workbench;
  readonly #writer: RecordWriter;
  readonly #settlement: Settlement;
  readonly #eraser: Eraser;
  readonly #recovery: Recovery;

  constructor(
    bench: Workbench,
    parts: { writer: RecordWriter; settlement: Settlement; eraser: Eraser; recovery: Recovery },
  ) {
    this.#bench = bench;
    this.#writer = parts.writer;
    this.#settlement = parts.settlement;
    this.#eraser = parts.eraser;
    this.#recovery = parts.recovery;
  }

  /**
   * Resolves when the decision is durable.
   * @throws VERSION_CONFLICT when a record is not at its expected revision, or waited for so long that
   * another writer aborted the commit; nothing was written
   */
  async run(writes: readonly PreparedWrite[], id: string): Promise<void> {
    // One order for everybody, so that two commits of the same records cannot wait for each other.
    const ordered = [...writes].sort((a, b) => (a.key < b.key ? -1 : 1));
    const keys = ordered.map(({ key }) => key);
    await this.#announce({ _id: id, state: 'pending', at: new Date(), records: keys });
    await this.#bench.step('group:announced');
    try {
      for (const write of ordered) {
        await this.#writer.stage(write, id);
        await this.#bench.step('group:staged');
      }
    } catch (error) {
      await this.#giveUp(id, keys);
      throw error;
    }
    await this.#bench.step('group:all-staged');
    if (!(await this.#decide(id))) {
      await this.#giveUp(id, keys);
      throw new ActivityError('VERSION_CONFLICT', 'The records were needed by another writer.');
    }
    await this.#bench.step('group:decided');
    await this.#carryOut(ordered, id);
    await this.#bench.step('group:done');
  }

  async #announce(doc: CommitDocument): Promise<void> {
    try {
      await this.#bench.call(() => this.#bench.collections.commits.insertOne(doc));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** The atomic point. `false`: somebody aborted the commit first. */
  async #decide(id: string): Promise<boolean> {
    const { commits } = this.#bench.collections;
    const end = performance.now() + this.#bench.timeoutMs;
    for (let unsure = false; ;) {
      try {
        const { matchedCount } = await this.#bench.call(() =>
          commits.updateOne({ _id: id, state: 'pending' }, { $set: { state: 'committed' } }),
        );
        return matchedCount === 1 || (await this.#settlement.state(id)) === 'committed';
      } catch (error) {
        if (!isOutcomeUnknown(error) && !(unsure && isUnreachable(error))) throw error;
        if (performance.now() > end) throw unavailable(error);
        unsure = true;
        await sleep(RETRY_MS);
      }
    }
  }

  /** The decision stands already: whoever needs a record goes on where this ends. */
  async #carryOut(writes: readonly PreparedWrite[], id: string): Promise<void> {
    try {
      for (const { key } of writes) {
        await this.#settlement.fold(key, id);
        await this.#bench.step('group:folded');
      }
      await this.#finished(id);
      for (const { key, save } of writes) if (save === undefined) await this.#eraser.finish(key);
    } catch (error) {
      this.#bench.logger?.warn({ err: error }, 'a commit of several records is carried out later');
      this.#recovery.leftOver();
    }
  }

  async #giveUp(id: string, keys: readonly string[]): Promise<void> {
    try {
      await this.#settlement.abort(id);
      for (const key of keys) await this.#settlement.unstage(key, id);
      await this.#finished(id);
    } catch (error) {
      this.#bench.logger?.warn({ err: error }, 'a commit of several records is taken back later');
      this.#recovery.leftOver();
    }
  }

  async #finished(id: string): Promise<void> {
    const { commits } = this.#bench.collections;
    await this.#bench.call(() => commits.updateOne({ _id: id }, { $set: { doneAt: new Date() } }));
  }
}
