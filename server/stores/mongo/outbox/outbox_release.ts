import type { AnyBulkWriteOperation } from 'mongodb';
import type { OutboxItem, RecordDocument } from '../documents.js';
import type { Workbench } from '../workbench.js';

/** What one commit put into its record's document and what is still to be moved to the collections. */
export interface OutboxJob {
  readonly key: string;
  readonly h: string;
  readonly item: OutboxItem;
  readonly bytes: number;
}

/** One record of a batch and the commits of it that were moved. */
interface Moved {
  readonly key: string;
  readonly h: string;
  readonly revs: readonly number[];
  readonly seqs: readonly number[];
}

type Operation = AnyBulkWriteOperation<RecordDocument>;

/** Takes out of the records' documents what has arrived in the collections. */
export class OutboxRelease {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /**
   * One bulk update for all records, in the order of the jobs: most outboxes hold nothing else and are emptied whole. Where somebody
   * added to one meanwhile, only what was moved is pulled. Entries that were moved for a record which is
   * erased by now are deleted again.
   */
  async release(jobs: readonly OutboxJob[]): Promise<void> {
    const moved = byRecord(jobs);
    const emptied = await this.#bulk(moved.map(emptying));
    if (emptied === moved.length) return;
    await this.#bulk(moved.flatMap((one) => [pulling(one), closing(one)]));
    await this.#removeOrphans(moved);
  }

  /** Takes the mark from a record whose outbox is empty. */
  async close(key: string, h: string): Promise<void> {
    await this.#bulk([closing({ key, h, revs: [], seqs: [] })]);
  }

  async #bulk(operations: Operation[]): Promise<number> {
    const { records } = this.#bench.collections;
    const result = await this.#bench.call(() => records.bulkWrite(operations, { ordered: true }));
    return result.matchedCount;
  }

  async #removeOrphans(moved: readonly Moved[]): Promise<void> {
    const { records, activities, attachments } = this.#bench.collections;
    const keys = moved.map(({ key }) => key);
    const options = {
      projection: { h: 1, erased: 1 },
      batchSize: keys.length,
      maxTimeMS: this.#bench.timeoutMs,
    };
    const living = await this.#bench.call(() => records.find({ _id: { $in: keys } }, options).toArray());
    const alive = new Set(living.filter((doc) => doc.erased !== true).map(({ h }) => h));
    for (const { h, seqs } of moved.filter((one) => !alive.has(one.h))) {
      await this.#bench.call(() => activities.deleteMany({ h, seq: { $in: [...seqs] } }));
      await this.#bench.call(() => attachments.deleteMany({ h }));
    }
  }
}

function byRecord(jobs: readonly OutboxJob[]): readonly Moved[] {
  const grouped = new Map<string, OutboxJob[]>();
  for (const job of jobs) {
    const group = grouped.get(job.h);
    if (group === undefined) grouped.set(job.h, [job]);
    else group.push(job);
  }
  return [...grouped.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const revs = group.map(({ item }) => item.rev);
    const seqs = group.flatMap(({ item }) => item.entries.map(({ seq }) => seq));
    return [{ key: first.key, h: first.h, revs, seqs }];
  });
}

function emptying({ key, h, revs }: Moved): Operation {
  return {
    updateOne: {
      filter: {
        _id: key,
        h,
        staged: { $exists: false },
        erased: { $exists: false },
        pending: { $not: { $elemMatch: { rev: { $nin: [...revs] } } } },
      },
      update: { $unset: { pending: '', pendingBytes: '', open: '' } },
    },
  };
}

function pulling({ key, h, revs }: Moved): Operation {
  return {
    updateOne: { filter: { _id: key, h }, update: { $pull: { pending: { rev: { $in: [...revs] } } } } },
  };
}

function closing({ key, h }: Moved): Operation {
  return {
    updateOne: {
      filter: {
        _id: key,
        h,
        staged: { $exists: false },
        erased: { $exists: false },
        // Empty or absent. With an `$or` secantus reads the whole collection.
        'pending.0': { $exists: false },
      },
      update: { $unset: { pending: '', pendingBytes: '', open: '' } },
    },
  };
}
