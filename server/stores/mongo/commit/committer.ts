import { randomUUID } from 'node:crypto';
import { ActivityError } from '../../../domain/errors.js';
import type { RecordWrite } from '../../../domain/record.js';
import { isStorable } from '../codec.js';
import type { MongoLog } from '../log/mongo_log.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Workbench } from '../workbench.js';
import type { GroupCommit } from './group_commit.js';
import { prepared } from './prepared_write.js';
import type { PreparedWrite } from './prepared_write.js';
import type { RecordWriter } from './record_writer.js';

/** What commits are made with. */
interface CommitterParts {
  readonly outbox: Outbox;
  readonly writer: RecordWriter;
  readonly groups: GroupCommit;
  readonly log: MongoLog;
}

/** Commits writes to one record or to several, and has the log take in their entries. */
export class Committer {
  readonly #bench: Workbench;
  readonly #parts: CommitterParts;

  constructor(bench: Workbench, parts: CommitterParts) {
    this.#bench = bench;
    this.#parts = parts;
  }

  /** As the port's `commit`. */
  async run(writes: readonly RecordWrite[]): Promise<void> {
    const ready = writes.map((write) => {
      if (!isStorable(write.type === 'save' ? write.head.subject : write.subject)) {
        throw new ActivityError('INVALID_REQUEST', 'The id cannot name a record.');
      }
      return prepared(write, this.#bench.log);
    });
    if (new Set(ready.map(({ key }) => key)).size !== ready.length) {
      throw new ActivityError('INTERNAL_ERROR', 'A commit names one record twice.');
    }
    await this.#parts.log.committing(writes, () => this.#commit(ready));
  }

  async #commit(writes: readonly PreparedWrite[]): Promise<void> {
    const [first, second] = writes;
    if (first === undefined) return;
    await this.#parts.outbox.room();
    if (second === undefined) await this.#parts.writer.write(first, randomUUID());
    else await this.#parts.groups.run(writes, randomUUID());
  }
}
