import { MAX_RECORD_NUMBER } from '../../../common/constants.js';
import { ActivityError } from '../../domain/errors.js';
import { NUMBERS_KEY } from './keys.js';
import type { Storage } from './storage.js';

/** The highest record number given so far. */
export class RecordCounter {
  readonly #storage: Storage;
  #latest: Promise<unknown> = Promise.resolve();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Reserves `count` numbers and answers the first. @throws INTERNAL_ERROR when there are not that many */
  async reserve(count: number): Promise<number> {
    if (!Number.isInteger(count) || count < 1) throw exhausted();
    return 1 + (await this.#move((last) => last + count));
  }

  /** Sees to it that numbers given later are higher than this one. */
  async raise(number: number): Promise<void> {
    await this.#move((last) => Math.max(last, number));
  }

  /** One at a time in a process: only another process can then be faster and cause a second try. */
  #move(next: (last: number) => number): Promise<number> {
    const moved = this.#latest.then(() => this.#tryToMove(next));
    this.#latest = moved.catch(() => undefined);
    return moved;
  }

  /** Answers the number before. */
  async #tryToMove(next: (last: number) => number): Promise<number> {
    for (;;) {
      const last = this.#storage.read((db) => Number(db.get(NUMBERS_KEY) ?? 0));
      const number = next(last);
      if (number > MAX_RECORD_NUMBER) throw exhausted();
      if (number === last) return last;
      const guard = { key: NUMBERS_KEY, version: last === 0 ? undefined : last };
      const put = { key: NUMBERS_KEY, value: String(number), version: number };
      if (await this.#storage.write({ guards: [guard], puts: [put], removes: [] })) return last;
    }
  }
}

function exhausted(): ActivityError {
  return new ActivityError('INTERNAL_ERROR', 'That many record numbers cannot be reserved.');
}
