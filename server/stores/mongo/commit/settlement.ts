import { setTimeout as sleep } from 'node:timers/promises';
import type { UpdateFilter } from 'mongodb';
import type { CommitDocument, RecordDocument, StagedWrite } from '../documents.js';
import { fieldsOf } from './prepared_write.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Workbench } from '../workbench.js';

const POLL_MS = 25;

/** Carries out on one record what its commit of several records came to. Anybody may do it, any number of times. */
export class Settlement {
  readonly #bench: Workbench;
  readonly #outbox: Outbox;

  constructor(bench: Workbench, outbox: Outbox) {
    this.#bench = bench;
    this.#outbox = outbox;
  }

  /** How the commit stands. One that is not there was aborted: its document outlives all that refers to it. */
  async state(commit: string): Promise<CommitDocument['state']> {
    const { commits } = this.#bench.collections;
    const doc = await this.#bench.call(() =>
      commits.findOne({ _id: commit }, { maxTimeMS: this.#bench.timeoutMs }),
    );
    return doc?.state ?? 'aborted';
  }

  /**
   * Waits until the commit is decided and carries it out on this record. A commit that stays undecided for
   * the patience of this process is aborted; its writer can then no longer decide it.
   */
  async settle(key: string, commit: string): Promise<void> {
    const end = performance.now() + this.#bench.patienceMs;
    for (;;) {
      const state = await this.state(commit);
      switch (state) {
        case 'committed':
          await this.fold(key, commit);
          return;
        case 'aborted':
          await this.unstage(key, commit);
          return;
        case 'pending':
          if (performance.now() > end) await this.abort(commit);
          else await sleep(POLL_MS);
      }
    }
  }

  /** Aborts the commit unless it is decided. */
  async abort(commit: string): Promise<void> {
    const { commits } = this.#bench.collections;
    await this.#bench.call(() =>
      commits.updateOne({ _id: commit, state: 'pending' }, { $set: { state: 'aborted' } }),
    );
  }

  /** Makes the staged write the record. An erased record keeps its document until the eraser is done with it. */
  async fold(key: string, commit: string): Promise<void> {
    const { records } = this.#bench.collections;
    const doc = await this.#bench.call(() =>
      records.findOne(
        { _id: key, 'staged.commit': commit },
        { projection: { h: 1, staged: 1 }, maxTimeMS: this.#bench.timeoutMs },
      ),
    );
    const staged = doc?.staged;
    if (doc === null || staged === undefined) return;
    const { matchedCount } = await this.#bench.call(() =>
      records.updateOne({ _id: key, 'staged.commit': commit }, folding(staged)),
    );
    const save = staged.save;
    if (matchedCount === 1 && save?.item !== undefined) {
      this.#outbox.add({ key, h: doc.h, item: save.item, bytes: save.bytes });
    }
  }

  /** Takes the staged write off the record; one that only existed for it goes. */
  async unstage(key: string, commit: string): Promise<void> {
    const { records } = this.#bench.collections;
    const staged = { _id: key, 'staged.commit': commit };
    await this.#bench.call(() => records.deleteOne({ ...staged, revision: 0 }));
    await this.#bench.call(() =>
      records.updateOne({ ...staged, revision: { $gt: 0 } }, { $unset: { staged: '' } }),
    );
  }
}

function folding(staged: StagedWrite): UpdateFilter<RecordDocument> {
  const { commit, save } = staged;
  if (save === undefined)
    return { $set: { erased: true, commit }, $unset: { staged: '', list: '', due: '' } };
  const { $set, $unset } = fieldsOf(save, commit);
  const update = { $set, $unset: { ...$unset, staged: '' as const } };
  return save.item === undefined
    ? update
    : { ...update, $push: { pending: save.item }, $inc: { pendingBytes: save.bytes } };
}
