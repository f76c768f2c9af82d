import { MAX_RECORD_NUMBER } from '../../common/constants.js';
import { ActivityError } from '../domain/errors.js';
import type { ActivityStore } from '../domain/store.js';

/** Numbers taken from the store at once: one durable write per so many new records. */
const BLOCK = 64;

/** Gives every new record its number. Reserved in blocks, so that the counter is no hot spot; gaps are allowed (C3). */
export class RecordNumbers {
  readonly #store: ActivityStore;
  #next = 0;
  #end = 0;
  #refill: Promise<void> | undefined;

  constructor(store: ActivityStore) {
    this.#store = store;
  }

  /** A number that no other record has or will have. */
  async next(): Promise<number> {
    while (this.#next >= this.#end) {
      // Whoever comes while a block is on its way waits for the same block.
      this.#refill ??= this.#reserve().finally(() => {
        this.#refill = undefined;
      });
      await this.#refill;
    }
    const number = this.#next;
    this.#next += 1;
    if (number > MAX_RECORD_NUMBER) throw new ActivityError('INTERNAL_ERROR', 'No record number is left.');
    return number;
  }

  async #reserve(): Promise<void> {
    const first = await this.#store.reserveNumbers(BLOCK);
    this.#next = first;
    this.#end = first + BLOCK;
  }
}
