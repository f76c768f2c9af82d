import { open } from 'lmdb';
import { MAX_RECORD_NUMBER } from '../../../common/constants.js';
import type { Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { Attachment, RecordHead, RecordWrite } from '../../domain/record.js';
import type { ActivityStore, HistoryPage, Window } from '../../domain/store.js';
import { decodeAttachment, decodeHead } from './codec.js';
import { openFailure, readFailure, writeFailure } from './failures.js';
import { writeIf } from './guarded_write.js';
import type { Guard } from './guarded_write.js';
import { NUMBERS_KEY, recordKeys } from './keys.js';
import type { RecordKeys } from './keys.js';
import { isStorable, planWrite, subjectOf, versionConflict } from './plan_write.js';
import type { WritePlan } from './plan_write.js';
import { prepareFolder } from './prepare_folder.js';
import { readPage } from './read_page.js';
import type { Database } from './read_page.js';

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
    return new EmbeddedActivityStore(options.path, db);
  } catch (cause) {
    throw openFailure(options.path, cause);
  }
}

/** The persistence port on lmdb. Reads are synchronous inside, each from one snapshot of the newest commit. */
class EmbeddedActivityStore implements ActivityStore {
  readonly #path: string;
  readonly #db: Database;
  readonly #running = new Set<Promise<unknown>>();
  #lastReservation: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(path: string, db: Database) {
    this.#path = path;
    this.#db = db;
  }

  head(subject: Subject): Promise<RecordHead | undefined> {
    return this.#read(subject, (head) => head);
  }

  record(subject: Subject): Promise<{ head: RecordHead; attachments: Attachment[] } | undefined> {
    return this.#read(subject, (head, keys) => {
      const stored = [...this.#db.getRange({ ...keys.attachments })];
      const attachments = stored.map(({ value }) => decodeAttachment(value));
      return { head, attachments: attachments.sort((a, b) => a.createdSeq - b.createdSeq) };
    });
  }

  page(subject: Subject, window: Window): Promise<HistoryPage | undefined> {
    return this.#read(subject, (head, keys) => ({
      head,
      activities: readPage(this.#db, keys, head, window),
    }));
  }

  commit(writes: readonly RecordWrite[]): Promise<void> {
    return this.#run(async () => {
      const plans = this.#snapshot(() => this.#plan(writes));
      const saved = await this.#write(
        plans.map((plan) => plan.guard),
        () => {
          for (const plan of plans) this.#execute(plan);
        },
      );
      if (!saved) throw versionConflict();
    });
  }

  reserveNumbers(count: number): Promise<number> {
    return this.#run(() => {
      // One at a time in a process: only another process can then be faster and cause a second try.
      const reservation = this.#lastReservation.then(() => this.#reserve(count));
      this.#lastReservation = reservation.catch(() => undefined);
      return reservation;
    });
  }

  ping(): Promise<void> {
    return this.#run(async () => {
      await Promise.resolve(this.#snapshot(() => this.#db.get(NUMBERS_KEY)));
    });
  }

  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#running).then(() => this.#db.close());
    return this.#closing;
  }

  #read<T>(subject: Subject, read: (head: RecordHead, keys: RecordKeys) => T): Promise<T | undefined> {
    return this.#run(async () => {
      if (!isStorable(subject)) return undefined;
      const keys = recordKeys(subject);
      return await Promise.resolve(
        this.#snapshot(() => {
          const head = this.#head(subject, keys);
          return head === undefined ? undefined : read(head, keys);
        }),
      );
    });
  }

  #head(subject: Subject, keys: RecordKeys): RecordHead | undefined {
    const value = this.#db.get(keys.head);
    return value === undefined ? undefined : decodeHead(subject, value);
  }

  #plan(writes: readonly RecordWrite[]): WritePlan[] {
    const plans = writes.map((write) =>
      planWrite(write, {
        head: (subject, keys) => this.#head(subject, keys),
        keysIn: (range) => [...this.#db.getKeys({ ...range })],
      }),
    );
    const names = new Set(writes.map((write) => recordKeys(subjectOf(write)).head.toString('latin1')));
    if (names.size === writes.length) return plans;
    throw new ActivityError('INTERNAL_ERROR', 'A commit names a record twice.');
  }

  #execute(plan: WritePlan): void {
    // Their promises are those of the guards around them.
    for (const key of plan.removes) void this.#db.remove(key);
    for (const { key, value, version } of plan.puts) void this.#db.put(key, value, version);
  }

  async #reserve(count: number): Promise<number> {
    for (;;) {
      const last = this.#snapshot(() => Number(this.#db.get(NUMBERS_KEY) ?? 0));
      const next = last + count;
      if (!Number.isInteger(count) || count < 1 || next > MAX_RECORD_NUMBER) {
        throw new ActivityError('INTERNAL_ERROR', 'That many record numbers cannot be reserved.');
      }
      const guard = { key: NUMBERS_KEY, version: last === 0 ? undefined : last };
      const reserved = await this.#write([guard], () => void this.#db.put(NUMBERS_KEY, String(next), next));
      if (reserved) return last + 1;
    }
  }

  async #write(guards: readonly Guard[], apply: () => void): Promise<boolean> {
    try {
      return await writeIf(this.#db, guards, apply);
    } catch (error) {
      throw await writeFailure(this.#path, error);
    }
  }

  /** What `read` answers from the newest commit of any process. Synchronous, so that all of it is one snapshot. */
  #snapshot<T>(read: () => T): T {
    try {
      this.#db.resetReadTxn();
      return read();
    } catch (error) {
      throw readFailure(error);
    }
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
