import type { Activity, Subject } from '../../domain/activity.js';
import type { AttachmentQuery } from '../../domain/attachment_keys.js';
import type { Listing } from '../../domain/listing.js';
import type { Attachment, RecordHead, RecordWrite } from '../../domain/record.js';
import type { RecordPage, RecordQuery } from '../../domain/record_list.js';
import type { RecordImage } from '../../domain/record_image.js';
import { disabledLog } from '../../domain/log/disabled_log.js';
import type { SpaceLog } from '../../domain/log/space_log.js';
import type { ActivityStore, Backlog, Redaction, SealedActivity } from '../../domain/store.js';
import type { Selection, Window } from '../../domain/window.js';
import type { Registry } from '../../domain/registry.js';
import type { RequestCounts } from '../../domain/request_counts.js';
import { windowBehind, windowSize } from '../../domain/window.js';
import { readBacklog } from './outbox/backlog.js';
import { isStorable } from './codec.js';
import { MongoConnection } from './connection/connection.js';
import { toActivityError, unavailable } from './connection/mongo_errors.js';
import type { MongoStoreOptions } from './options.js';
import { PortionSize } from './read/portion_size.js';
import { markCurrent } from './format_mark.js';
import { guardedLog, guardedRegistry } from './guarded.js';
import type { Run } from './guarded.js';
import type { StoreParts } from './store_parts.js';
import { storeParts } from './store_parts.js';
import type { Workbench } from './workbench.js';

const DEFAULT_PATIENCE_MS = 2_000;

/**
 * Opens the store on MongoDB, or on an engine that speaks its protocol. A database that is away does not stop
 * it: the store opens, prepares its collections as soon as the database answers, and until then every call
 * fails with STORE_UNAVAILABLE.
 * @throws CONFIGURATION_INVALID when the address, the credentials or an existing index cannot be used
 * @throws STORE_UNAVAILABLE when the data is of another version
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<ActivityStore> {
  const store = new MongoActivityStore(options, new MongoConnection(options));
  await store.prepare();
  return store;
}

class MongoActivityStore implements ActivityStore {
  readonly #bench: Workbench;
  readonly #connection: MongoConnection;
  readonly #parts: StoreParts;
  readonly #running = new Set<Promise<unknown>>();
  readonly log: SpaceLog;
  readonly registry: Registry;
  readonly requestCounts: RequestCounts;
  #closed: Promise<void> | undefined;

  constructor(options: MongoStoreOptions, connection: MongoConnection) {
    this.#connection = connection;
    this.#bench = {
      db: connection.db,
      collections: connection.collections,
      timeoutMs: connection.timeoutMs,
      patienceMs: options.patienceMs ?? DEFAULT_PATIENCE_MS,
      log: options.log ?? true,
      logger: options.logger,
      call: (work) => connection.call(work),
      step: async (step) => options.faults?.(step),
    };
    this.#parts = storeParts(this.#bench);
    const run: Run = (work) => this.#run(work);
    this.log = this.#bench.log ? guardedLog(this.#parts.log, run) : disabledLog(this.#parts.log);
    this.registry = guardedRegistry(this.#parts.registry, run);
    this.requestCounts = {
      count: (sender, windows) => run(() => this.#parts.counts.count(sender, windows)),
    };
  }

  prepare(): Promise<void> {
    return this.#connection.prepare(() => {
      this.#parts.recovery.start();
      if (this.#bench.log) this.#parts.log.start();
    });
  }

  async head(subject: Subject): Promise<RecordHead | undefined> {
    return this.#run(async () => (isStorable(subject) ? this.#parts.reader.head(subject) : undefined));
  }

  async heads(subjects: readonly Subject[]): Promise<readonly (RecordHead | undefined)[]> {
    return this.#run(() => this.#parts.heads.of(subjects));
  }

  async record(
    subject: Subject,
  ): Promise<{ readonly head: RecordHead; readonly attachments: readonly Attachment[] } | undefined> {
    return this.#run(async () => (isStorable(subject) ? this.#parts.reader.record(subject) : undefined));
  }

  async attachments(subject: Subject, ids: readonly string[]): Promise<readonly (Attachment | undefined)[]> {
    return this.#run(() => this.#parts.attachments.of(subject, ids));
  }

  async attachedTo(query: AttachmentQuery): Promise<readonly Subject[]> {
    return this.#run(() => this.#parts.attached.of(query));
  }

  async *entries(head: RecordHead, window: Window): AsyncGenerator<readonly Activity[]> {
    const [size, portionSize] = [windowSize(head, window), new PortionSize()];
    for (let done = 0; done < size;) {
      const rest = windowBehind(window, done, size - done);
      const portion = await this.#run(() => this.#parts.reader.portion(head, rest, portionSize));
      if (portion.length === 0) return;
      done += portion.length;
      yield portion;
    }
  }

  async count(head: RecordHead, selection: Selection): Promise<number> {
    return this.#run(() => this.#parts.reader.count(head, selection));
  }

  async commit(writes: readonly RecordWrite[]): Promise<void> {
    return this.#run(() => this.#parts.committer.run(writes));
  }

  async reserveNumbers(count: number): Promise<number> {
    return this.#run(() => this.#parts.counter.reserve(count));
  }

  async subjects(after: Subject | undefined, limit: number, space?: string): Promise<readonly Subject[]> {
    return this.#run(() => this.#parts.subjects.after(after, limit, space));
  }

  async restore(image: RecordImage): Promise<void> {
    return this.#run(() => this.#parts.restoration.run(image));
  }

  async records(query: RecordQuery): Promise<RecordPage> {
    return this.#run(() => this.#parts.lists.page(query));
  }

  async list(head: RecordHead, listing: Listing): Promise<void> {
    return this.#run(() => this.#parts.lists.add(head, listing));
  }

  async adoptionSecret(head: RecordHead): Promise<Uint8Array> {
    return this.#run(() => this.#parts.adoption.secret(head));
  }

  async adopt(head: RecordHead, activities: readonly SealedActivity[]): Promise<void> {
    return this.#run(() => this.#parts.adoption.adopt(head, activities));
  }

  async redact(redaction: Redaction): Promise<void> {
    return this.#run(async () => {
      if (this.#bench.log) await this.#parts.log.catchUp(redaction.head.subject.space);
      await this.#parts.redaction.run(redaction);
    });
  }

  async upgraded(): Promise<void> {
    return this.#run(() => markCurrent(this.#bench));
  }

  async backlog(): Promise<Backlog> {
    return this.#run(() => readBacklog(this.#bench));
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
    await this.#parts.recovery.close();
    await this.#parts.outbox.close();
    await this.#parts.log.close();
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
