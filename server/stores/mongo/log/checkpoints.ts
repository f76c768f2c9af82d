import type { Checkpoint } from '../../../domain/log/space_log.js';
import { isDuplicateKey, unavailable } from '../connection/mongo_errors.js';
import type { Workbench } from '../workbench.js';
import { EMPTY_LOG } from './log_states.js';
import type { LogStates } from './log_states.js';

const MAX_ATTEMPTS = 20;

/** Keeps the newest checkpoint of each log. */
export class Checkpoints {
  readonly #bench: Workbench;
  readonly #states: LogStates;

  constructor(bench: Workbench, states: LogStates) {
    this.#bench = bench;
    this.#states = states;
  }

  /** As the port's `publish`. */
  async publish(space: string, { size, note }: Checkpoint): Promise<boolean> {
    const checkpoint = { size, note };
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const log = await this.#states.read(space);
      const kept = log?.checkpoint;
      if (kept !== undefined && kept.size >= size) return false;
      if (
        log === undefined ? await this.#insert(space, checkpoint) : await this.#set(space, kept, checkpoint)
      ) {
        return true;
      }
    }
    throw unavailable();
  }

  /** `false`: somebody was faster. */
  async #insert(space: string, checkpoint: Checkpoint): Promise<boolean> {
    const { logs } = this.#bench.collections;
    try {
      await this.#bench.call(() => logs.insertOne({ _id: space, ...EMPTY_LOG, checkpoint }));
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** `false`: it is not the one that was kept any more. */
  async #set(space: string, kept: Checkpoint | undefined, checkpoint: Checkpoint): Promise<boolean> {
    const { logs } = this.#bench.collections;
    const filter = kept === undefined ? { checkpoint: { $exists: false } } : { 'checkpoint.size': kept.size };
    const { matchedCount } = await this.#bench.call(() =>
      logs.updateOne({ _id: space, ...filter }, { $set: { checkpoint } }),
    );
    return matchedCount === 1;
  }
}
