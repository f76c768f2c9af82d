import { randomUUID } from 'node:crypto';
import type { Activity, Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { Attachment, RecordHead, RecordWrite } from '../../domain/record.js';
import type { RecordImage } from '../../domain/record_image.js';
import type { ActivityStore, HistoryPage, SeqRange, Window } from '../../domain/store.js';
import { isStorable } from './codec.js';
import { MongoConnection } from './connection.js';
import { Eraser } from './eraser.js';
import { GroupCommit } from './group_commit.js';
import { toActivityError, unavailable } from './mongo_errors.js';
import type { MongoStoreOptions } from './options.js';
import { Outbox } from './outbox.js';
import { prepared } from './prepared_write.js';
import { Reader } from './reader.js';
import { RecordWriter } from './record_writer.js';
import { RecordCounter } from './record_counter.js';
import { Recovery } from './recovery.js';
import { Restoration } from './restoration.js';
import { Settlement } from './settlement.js';
import { SubjectList } from './subject_list.js';
import type { Workbench } from './workbench.js';

const DEFAULT_PATIENCE_MS = 2_000;

/**
 * Opens the store on MongoDB, or on an engine that speaks its protocol. A database that is away does not stop
 * it: the store opens, prepares its collections as soon as the database answers, and until then every call
 * fails with STORE_UNAVAILABLE.
 * @throws CONFIGURATION_INVALID when the address, the credentials or an existing index cannot be used
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<ActivityStore> {
  const store = new MongoActivityStore(options, new MongoConnection(options));
  await store.prepare();
  return store;
}

class MongoActivityStore implements ActivityStore {
  readonly #connection: MongoConnection;
  readonly #outbox: Outbox;
  readonly #recovery: Recovery;
  readonly #reader: Reader;
  readonly #writer: RecordWriter;
  readonly #groups: GroupCommit;
  readonly #counter: RecordCounter;
  readonly #subjects: SubjectList;
  readonly #restoration: Restoration;
  readonly #running = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(options: MongoStoreOptions, connection: MongoConnection) {
    this.#connection = connection;
    const bench: Workbench = {
      collections: connection.collections,
      timeoutMs: connection.timeoutMs,
      patienceMs: options.patienceMs ?? DEFAULT_PATIENCE_MS,
      logger: options.logger,
      call: (work) => connection.call(work),
      step: async (step) => options.faults?.(step),
    };
    const outbox = new Outbox(bench, () => {
      this.#recovery.leftOver();
    });
    const settlement = new Settlement(bench, outbox);
    const eraser = new Eraser(bench, outbox);
    const recovery = new Recovery(bench, { outbox, eraser, settlement });
    const writer = new RecordWriter(bench, { outbox, eraser, settlement, recovery });
    this.#outbox = outbox;
    this.#recovery = recovery;
    this.#reader = new Reader(bench, { settlement, recovery });
    this.#writer = writer;
    this.#groups = new GroupCommit(bench, { writer, settlement, eraser, recovery });
    this.#counter = new RecordCounter(bench);
    this.#subjects = new SubjectList(bench, this.#reader);
    this.#restoration = new Restoration(bench, { writer, settlement, eraser });
  }

  prepare(): Promise<void> {
    return this.#connection.prepare(() => {
      this.#recovery.start();
    });
  }

  async head(subject: Subject): Promise<RecordHead | undefined> {
    return this.#run(async () => (isStorable(subject) ? this.#reader.head(subject) : undefined));
  }

  async record(
    subject: Subject,
  ): Promise<{ readonly head: RecordHead; readonly attachments: readonly Attachment[] } | undefined> {
    return this.#run(async () => (isStorable(subject) ? this.#reader.record(subject) : undefined));
  }

  async page(subject: Subject, window: Window): Promise<HistoryPage | undefined> {
    return this.#run(async () => (isStorable(subject) ? this.#reader.page(subject, window) : undefined));
  }

  async entries(head: RecordHead, range: SeqRange): Promise<readonly Activity[]> {
    return this.#run(() => this.#reader.entries(head, range));
  }

  async commit(writes: readonly RecordWrite[]): Promise<void> {
    return this.#run(async () => {
      const ready = writes.map((write) => {
        if (!isStorable(write.type === 'save' ? write.head.subject : write.subject)) {
          throw new ActivityError('INVALID_REQUEST', 'The id cannot name a record.');
        }
        return prepared(write);
      });
      if (new Set(ready.map(({ key }) => key)).size !== ready.length) {
        throw new ActivityError('INTERNAL_ERROR', 'A commit names one record twice.');
      }
      const [first, second] = ready;
      if (first === undefined) return;
      await this.#outbox.room();
      if (second === undefined) await this.#writer.write(first, randomUUID());
      else await this.#groups.run(ready, randomUUID());
    });
  }

  async reserveNumbers(count: number): Promise<number> {
    return this.#run(() => this.#counter.reserve(count));
  }

  async subjects(after: Subject | undefined, limit: number): Promise<readonly Subject[]> {
    return this.#run(() => this.#subjects.after(after, limit));
  }

  async restore(image: RecordImage): Promise<void> {
    return this.#run(() => this.#restoration.run(image));
  }

  async ping(): Promise<void> {
    if (this.#closed !== undefined) throw unavailable();
    try {
      await this.#connection.ping();
    } catch (error) {
      throw toActivityError(error);
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    await Promise.allSettled([...this.#running]);
    await this.#recovery.close();
    await this.#outbox.close();
    await this.#connection.close();
  }

  /** Every method runs here: only on a store that is open and ready, and with our errors only. */
  async #run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) throw unavailable();
    this.#connection.assertReady();
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      throw toActivityError(error);
    } finally {
      this.#running.delete(running);
    }
  }
}
