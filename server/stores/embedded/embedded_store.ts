import type { Activity, Subject } from '../../domain/activity.js';
import type { AttachmentQuery } from '../../domain/attachment_keys.js';
import type { Listing } from '../../domain/listing.js';
import type { SpaceLog } from '../../domain/log/space_log.js';
import type { Attachment, RecordHead, RecordWrite } from '../../domain/record.js';
import type { RecordPage, RecordQuery } from '../../domain/record_list.js';
import type { RecordImage } from '../../domain/record_image.js';
import type { ActivityStore, Backlog, Redaction, SealedActivity } from '../../domain/store.js';
import type { Selection, Window } from '../../domain/window.js';
import type { Registry } from '../../domain/registry.js';
import { windowBehind, windowSize } from '../../domain/window.js';
import { adopt, adoptionSecret } from './adoption.js';
import { readAttachedTo, readAttachments } from './attachments/read_attachments.js';
import { decodeAttachment, decodeHead } from './codec.js';
import { commitRecords } from './commit_records.js';
import type { Database } from './database.js';
import { checkFormat, markCurrent } from './format_mark.js';
import { NUMBERS_KEY, recordKeys } from './keys.js';
import type { RecordKeys } from './keys.js';
import { listRecord } from './lists/list_record.js';
import { readList } from './lists/read_list.js';
import { listSubjects } from './list_subjects.js';
import { LogKeeper } from './log/log_keeper.js';
import type { EmbeddedStoreOptions } from './open_storage.js';
import { openStorage } from './open_storage.js';
import { Operations } from './operations.js';
import { isStorable } from './plan_write.js';
import { readCount } from './read_count.js';
import { readHeads } from './read_heads.js';
import { readPortion } from './read_portion.js';
import { RecordCounter } from './record_counter.js';
import { redactRecord } from './redaction.js';
import { EmbeddedRegistry } from './registry.js';
import { restoreRecord } from './restoration.js';
import type { Storage } from './storage.js';

/**
 * A store in a folder, which is created if need be; several processes may use it at the same time.
 * Warns when others than its user can reach it.
 * @throws STORE_UNAVAILABLE when the folder cannot be used, or its data is of another version
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<ActivityStore> {
  const storage = await openStorage(options);
  try {
    await checkFormat(storage, options.logger);
    storage.prepareLists();
  } catch (error) {
    await storage.close();
    throw error;
  }
  return new EmbeddedActivityStore(storage, options);
}

/** The persistence port on lmdb. Reads are synchronous inside, each from one snapshot of the newest commit. */
class EmbeddedActivityStore implements ActivityStore {
  readonly log: SpaceLog;
  readonly registry: Registry;
  readonly #storage: Storage;
  readonly #operations: Operations;
  readonly #counter: RecordCounter;
  readonly #keeper: LogKeeper;
  #closing: Promise<void> | undefined;

  constructor(storage: Storage, options: EmbeddedStoreOptions) {
    this.#storage = storage;
    this.#operations = new Operations(storage);
    this.#counter = new RecordCounter(storage);
    this.#keeper = new LogKeeper({ storage, operations: this.#operations }, options);
    this.log = this.#keeper.log;
    this.registry = new EmbeddedRegistry(storage, this.#operations);
  }

  head(subject: Subject): Promise<RecordHead | undefined> {
    return this.#read(subject, ({ head }) => head);
  }

  heads(subjects: readonly Subject[]): Promise<readonly (RecordHead | undefined)[]> {
    return this.#operations.run(() => readHeads(this.#operations, subjects));
  }

  record(subject: Subject): Promise<{ head: RecordHead; attachments: Attachment[] } | undefined> {
    return this.#read(subject, ({ db, keys, head }) => {
      const stored = [...db.getRange({ ...keys.attachments })];
      const attachments = stored.map(({ value }) => decodeAttachment(value));
      return { head, attachments: attachments.sort((a, b) => a.createdSeq - b.createdSeq) };
    });
  }

  attachments(subject: Subject, ids: readonly string[]): Promise<readonly (Attachment | undefined)[]> {
    return this.#operations.run(() => readAttachments(this.#operations, subject, ids));
  }

  attachedTo(query: AttachmentQuery): Promise<readonly Subject[]> {
    return this.#operations.run(() => readAttachedTo(this.#operations, query));
  }

  async *entries(head: RecordHead, window: Window): AsyncGenerator<readonly Activity[]> {
    const size = windowSize(head, window);
    for (let done = 0; done < size;) {
      const rest = windowBehind(window, done, size - done);
      const portion = await this.#operations.run(() =>
        this.#storage.read((db) => readPortion(db, head, rest)),
      );
      if (portion.length === 0) return;
      done += portion.length;
      yield portion;
    }
  }

  count(head: RecordHead, selection: Selection): Promise<number> {
    return this.#operations.run(() => this.#storage.read((db) => readCount(db, head, selection)));
  }

  commit(writes: readonly RecordWrite[]): Promise<void> {
    return this.#operations.run(async () => {
      await commitRecords(this.#keeper.place, writes);
      this.#keeper.committed(writes);
    });
  }

  reserveNumbers(count: number): Promise<number> {
    return this.#operations.run(() => this.#counter.reserve(count));
  }

  subjects(after: Subject | undefined, limit: number, space?: string): Promise<readonly Subject[]> {
    return this.#operations.run(() => this.#storage.read((db) => listSubjects(db, after, limit, space)));
  }

  restore(image: RecordImage): Promise<void> {
    return this.#operations.run(() => restoreRecord(this.#keeper.place, this.#counter, image));
  }

  async records(query: RecordQuery): Promise<RecordPage> {
    return this.#operations.run(() => readList(this.#operations, query));
  }

  list(head: RecordHead, listing: Listing): Promise<void> {
    return this.#operations.run(() => listRecord(this.#storage, head, listing));
  }

  adoptionSecret(head: RecordHead): Promise<Uint8Array> {
    return this.#operations.run(() => adoptionSecret(this.#storage, head));
  }

  adopt(head: RecordHead, activities: readonly SealedActivity[]): Promise<void> {
    return this.#operations.run(async () => {
      await adopt(this.#keeper.place, head, activities);
      this.#keeper.adopted(head.subject);
    });
  }

  redact(redaction: Redaction): Promise<void> {
    return this.#operations.run(() => redactRecord(this.#keeper.place, redaction));
  }

  upgraded(): Promise<void> {
    return this.#operations.run(() => markCurrent(this.#storage));
  }

  /** A commit of this store leaves nothing behind. */
  backlog(): Promise<Backlog> {
    return this.#operations.run(() => ({ records: 0, oldest: undefined }));
  }

  ping(): Promise<void> {
    return this.#operations.run(() => {
      this.#storage.read((db) => db.get(NUMBERS_KEY));
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#operations.end();
    await this.#keeper.close();
    await this.#storage.close();
  }

  #read<T>(subject: Subject, read: (found: Found) => T): Promise<T | undefined> {
    return this.#operations.run(() => {
      if (!isStorable(subject)) return undefined;
      const keys = recordKeys(subject);
      return this.#storage.read((db) => {
        const stored = db.get(keys.head);
        return stored === undefined ? undefined : read({ db, keys, head: decodeHead(subject, stored) });
      });
    });
  }
}

/** A record and the snapshot in which it was found. */
interface Found {
  readonly db: Database;
  readonly keys: RecordKeys;
  readonly head: RecordHead;
}
