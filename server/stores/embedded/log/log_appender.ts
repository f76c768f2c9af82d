import { isStorableId } from '../../../domain/record.js';
import type { Appender } from '../../../domain/log/sequencer.js';
import type { Operations } from '../operations.js';
import type { Storage } from '../storage.js';
import type { Place } from './append_step.js';
import { nextStep } from './append_step.js';
import { dueSpaces } from './due_marks.js';

/** Gives what is due its positions. Each step is one batch, which only counts if the log is as it was read. */
export class LogAppender implements Appender {
  readonly #storage: Storage;
  readonly #operations: Operations;

  constructor(storage: Storage, operations: Operations) {
    this.#storage = storage;
    this.#operations = operations;
  }

  async append(space: string, after: string | undefined): Promise<string | undefined> {
    if (!isStorableId(space)) return undefined;
    const place = after === undefined ? undefined : placeIn(after);
    for (;;) {
      const { batch, next } = await this.#operations.read((db) => nextStep(db, space, place));
      // Who was slower reads again.
      if (batch !== undefined && !(await this.#storage.write(batch))) continue;
      return next === undefined ? undefined : textOf(next);
    }
  }

  due(): Promise<readonly string[]> {
    return this.#operations.read(dueSpaces);
  }
}

function textOf({ start, last, upTo }: Place): string {
  return JSON.stringify([start.toString('base64'), last.toString('base64'), upTo ?? null]);
}

function placeIn(text: string): Place {
  const [start, last, upTo] = JSON.parse(text) as [string, string, number | null];
  return {
    start: Buffer.from(start, 'base64'),
    last: Buffer.from(last, 'base64'),
    upTo: upTo ?? undefined,
  };
}
