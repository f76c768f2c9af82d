import { open } from 'lmdb';
import type { Activity, Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { Attachment, RecordHead, RecordWrite } from '../../domain/record.js';
import type { RecordImage } from '../../domain/record_image.js';
import type { ActivityStore, HistoryPage, SeqRange, Window } from '../../domain/store.js';
import { decodeAttachment, decodeHead } from './codec.js';
import { openFailure } from './failures.js';
import { NUMBERS_KEY, recordKeys } from './keys.js';
import type { RecordKeys } from './keys.js';
import { listSubjects } from './list_subjects.js';
import { isStorable, planWrite, subjectOf, versionConflict } from './plan_write.js';
import type { WritePlan } from './plan_write.js';
import { prepareFolder } from './prepare_folder.js';
import { readPage, readRange } from './read_page.js';
import type { Database } from './database.js';
import { RecordCounter } from './record_counter.js';
import { restoreRecord } from './restoration.js';
import { Storage } from './storage.js';

/**
 * A store in a folder, which is created if need be; several processes may use it at the same time.
 * @throws STORE_UNAVAILABLE when the folder cannot be used
 */
export async function openEmbeddedStore(options: { readonly path: string }): Promise<ActivityStore> {
  try {
    await prepareFolder(options.path);
    const db: Database = open({
      path: options.path,
      noSubdir: false,
      // With lmdb-js's default a commit is visible before it is on disk (docs/decisions/002).
      overlappingSync: false,
      // Else a full disk rejects a promise inside lmdb-js that nobody can catch, which ends the process.
      eventTurnBatching: false,
      useVersions: true,
      encoding: 'string',
      keyEncoding: 'binary',
      maxDbs: 1,
    });
    return new EmbeddedActivityStore(new Storage(options.path, db));
  } catch (cause) {
    throw openFailure(options.path, cause);
  }
}

/** The persistence port on lmdb. Reads are synchronous inside, each from one snapshot of the newest commit. */
class EmbeddedActivityStore implements ActivityStore {
  readonly #storage: Storage;
  readonly #counter: RecordCounter;
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#counter = new RecordCounter(storage);
  }

  head(subject: Subject): Promise<RecordHead | undefined> {
    return this.#read(subject, ({ head }) => head);
  }

  record(subject: Subject): Promise<{ head: RecordHead; attachments: Attachment[] } | undefined> {
    return this.#read(subject, ({ db, keys, head }) => {
      const stored = [...db.getRange({ ...keys.attachments })];
      const attachments = stored.map(({ value }) => decodeAttachment(value));
      return { head, attachments: attachments.sort((a, b) => a.createdSeq - b.createdSeq) };
    });
  }

  page(subject: Subject, window: Window): Promise<HistoryPage | undefined> {
    return this.#read(subject, ({ db, keys, head }) => ({
      head,
      activities: readPage(db, keys, head, window),
    }));
  }

  async entries(head: RecordHead, range: SeqRange): Promise<readonly Activity[]> {
    const found = await this.#read(head.subject, ({ db, keys, head: { number } }) =>
      number === head.number ? readRange(db, keys, head, range) : undefined,
    );
    if (found === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'The record has been erased.');
    return found;
  }

  commit(writes: readonly RecordWrite[]): Promise<void> {
    return this.#run(async () => {
      const plans = this.#storage.read((db) => plansOf(db, writes));
      const guards = plans.map((plan) => plan.guard);
      const puts = plans.flatMap((plan) => plan.puts);
      const removes = plans.flatMap((plan) => plan.removes);
      if (!(await this.#storage.write({ guards, puts, removes }))) throw versionConflict();
    });
  }

  reserveNumbers(count: number): Promise<number> {
    return this.#run(() => this.#counter.reserve(count));
  }

  subjects(after: Subject | undefined, limit: number): Promise<readonly Subject[]> {
    return this.#run(async () => Promise.resolve(this.#storage.read((db) => listSubjects(db, after, limit))));
  }

  restore(image: RecordImage): Promise<void> {
    return this.#run(() => restoreRecord(this.#storage, this.#counter, image));
  }

  ping(): Promise<void> {
    return this.#run(async () => {
      await Promise.resolve(this.#storage.read((db) => db.get(NUMBERS_KEY)));
    });
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#running).then(() => this.#storage.close());
    return this.#closing;
  }

  #read<T>(subject: Subject, read: (found: Found) => T): Promise<T | undefined> {
    return this.#run(async () => {
      if (!isStorable(subject)) return undefined;
      const keys = recordKeys(subject);
      return await Promise.resolve(
        this.#storage.read((db) => {
          const head = headIn(db, subject, keys);
          return head === undefined ? undefined : read({ db, keys, head });
        }),
      );
    });
  }

  async #run<T>(operation: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new ActivityError('STORE_UNAVAILABLE', 'The store is closed.');
    const running = operation();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }
}

/** A record and the snapshot in which it was found. */
interface Found {
  readonly db: Database;
  readonly keys: RecordKeys;
  readonly head: RecordHead;
}

function headIn(db: Database, subject: Subject, keys: RecordKeys): RecordHead | undefined {
  const value = db.get(keys.head);
  return value === undefined ? undefined : decodeHead(subject, value);
}

function plansOf(db: Database, writes: readonly RecordWrite[]): WritePlan[] {
  const plans = writes.map((write) =>
    planWrite(write, {
      head: (subject, keys) => headIn(db, subject, keys),
      keysIn: (range) => [...db.getKeys({ ...range })],
    }),
  );
  const names = new Set(writes.map((write) => recordKeys(subjectOf(write)).head.toString('latin1')));
  if (names.size === writes.length) return plans;
  throw new ActivityError('INTERNAL_ERROR', 'A commit names a record twice.');
}
