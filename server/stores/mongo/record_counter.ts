import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_RECORD_NUMBER } from '../../../common/constants.js';
import { ActivityError } from '../../domain/errors.js';
import { RECORD_COUNTER } from './collections.js';
import { isDuplicateKey, unavailable } from './connection/mongo_errors.js';
import type { Workbench } from './workbench.js';

/**
 * The last record number that was given. Taken by a conditional update, like everything that must happen once:
 * `findOneAndUpdate` with `$inc` and `upsert` answered null (secantus) or one number twice (FerretDB) when
 * several created the counter at the same moment.
 */
export class RecordCounter {
  readonly #bench: Workbench;
  #queue: Promise<unknown> = Promise.resolve();
  #raised = 0;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /** As the port's `reserveNumbers`. One after the other in a process, so that only processes collide. */
  async reserve(count: number): Promise<number> {
    if (!Number.isInteger(count) || count < 1 || count > MAX_RECORD_NUMBER) {
      throw new ActivityError('INTERNAL_ERROR', 'That many record numbers cannot be reserved.');
    }
    const reserved = this.#queue.then(() => this.#reserve(count));
    this.#queue = reserved.catch(() => undefined);
    return reserved;
  }

  /** Sees to it that numbers given later are higher than this one. */
  async raise(number: number): Promise<void> {
    if (number <= this.#raised) return;
    const { counters } = this.#bench.collections;
    const raise = (): Promise<unknown> =>
      this.#bench.call(() =>
        counters.updateOne({ _id: RECORD_COUNTER }, { $max: { value: number } }, { upsert: true }),
      );
    // Two processes may both want to create the counter; whoever loses finds it the second time.
    await raise().catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
      return raise();
    });
    this.#raised = Math.max(this.#raised, number);
  }

  async #reserve(count: number): Promise<number> {
    const { counters } = this.#bench.collections;
    const options = { maxTimeMS: this.#bench.timeoutMs };
    for (const end = performance.now() + this.#bench.timeoutMs; performance.now() < end;) {
      const found = await this.#bench.call(() => counters.findOne({ _id: RECORD_COUNTER }, options));
      const next = (found?.value ?? 0) + count;
      if (next > MAX_RECORD_NUMBER) {
        throw new ActivityError('INTERNAL_ERROR', 'No record number is left.');
      }
      if (await this.#set(found?.value, next)) return next - count + 1;
      await sleep(Math.random() * 10);
    }
    throw unavailable();
  }

  /** Whether the counter still had that value, and has the next one now. */
  async #set(value: number | undefined, next: number): Promise<boolean> {
    const { counters } = this.#bench.collections;
    const filter = { _id: RECORD_COUNTER };
    try {
      if (value === undefined) {
        await this.#bench.call(() => counters.insertOne({ ...filter, value: next }));
        return true;
      }
      const update = { $set: { value: next } };
      const result = await this.#bench.call(() => counters.updateOne({ ...filter, value }, update));
      return result.matchedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
