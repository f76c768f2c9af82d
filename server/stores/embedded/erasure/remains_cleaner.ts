import type { Subject } from '../../../domain/activity.js';
import type { Appender } from '../../../domain/log/sequencer.js';
import { isStorableId } from '../../../domain/record.js';
import type { Operations } from '../operations.js';
import type { Storage } from '../storage.js';
import { clearingBatch, remainsOf, someRemains, spacesWithRemains } from './remains.js';

/** Clears what erased records have left, a portion at a time; where another process was faster there is less to do. */
export class RemainsCleaner implements Appender {
  readonly #storage: Storage;
  readonly #operations: Operations;

  constructor(storage: Storage, operations: Operations) {
    this.#storage = storage;
    this.#operations = operations;
  }

  /** What is left when the store is closed is done when it is opened again. */
  async append(space: string): Promise<string | undefined> {
    if (this.#operations.ended || !isStorableId(space)) return undefined;
    const batch = await this.#operations.read((db) => {
      const remains = someRemains(db, space);
      return remains.length === 0 ? undefined : clearingBatch(db, remains);
    });
    if (batch === undefined) return undefined;
    await this.#storage.write(batch);
    return space;
  }

  due(): Promise<readonly string[]> {
    return this.#operations.read(spacesWithRemains);
  }

  /** Resolves when nothing is left of what was erased under this name. */
  async clear(subject: Subject): Promise<void> {
    for (;;) {
      const batch = await this.#operations.read((db) => {
        const remains = remainsOf(db, subject);
        return remains === undefined ? undefined : clearingBatch(db, [remains]);
      });
      if (batch === undefined) return;
      await this.#storage.write(batch);
    }
  }
}
