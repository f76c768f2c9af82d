import type { Subject } from '../../domain/activity.js';
import type { Logger } from '../../domain/logger.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import type { Waiting } from './bell.js';
import { Bell } from './bell.js';
import { Looking } from './looking.js';

/** Heads that are read at once: as many as the port answers. */
const HEADS_AT_ONCE = 1_000;

/** A record as it is now, for one who follows it. */
export interface RecordTail {
  /** Grows with every change that was seen; 0 until it is known how the record is. */
  readonly version: number;
  /** `undefined`: there is none, or that is not known yet. */
  readonly head: RecordHead | undefined;
  /** Has it looked at, since not every change tells of itself. */
  look(): void;
  /** Resolves when it may have changed. */
  changed(waiting: Waiting): Promise<void>;
  /** To be called once: nobody looks any more when nobody follows. */
  release(): void;
}

/** A record that somebody follows. */
interface Followed {
  readonly subject: Subject;
  readonly bell: Bell;
  followers: number;
  version: number;
  head: RecordHead | undefined;
}

/** The records of a space that are followed. */
interface Shared {
  readonly records: Map<string, Followed>;
  readonly looking: Looking;
  readonly unwatch: () => void;
}

/** The heads of the records that are followed, those of a space read together, however many follow them. */
export class RecordTails {
  readonly #store: ActivityStore;
  readonly #logger: Logger;
  readonly #shared = new Map<string, Shared>();

  constructor(store: ActivityStore, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  /** Follows a record until it is released. */
  of(subject: Subject): RecordTail {
    const { space, kind, id } = subject;
    const shared = this.#shared.get(space) ?? this.#begin(space);
    // Neither of them can have such a character.
    const name = `${kind}\0${id}`;
    const record = shared.records.get(name) ?? {
      ...{ subject, bell: new Bell(), followers: 0, version: 0, head: undefined },
    };
    shared.records.set(name, record);
    record.followers += 1;
    shared.looking.ask();
    return {
      get version() {
        return record.version;
      },
      get head() {
        return record.head;
      },
      look: () => {
        shared.looking.ask();
      },
      changed: (waiting) => record.bell.next(waiting),
      release: () => {
        record.followers -= 1;
        if (record.followers === 0) shared.records.delete(name);
        if (shared.records.size > 0) return;
        this.#shared.delete(space);
        shared.unwatch();
        shared.looking.end();
      },
    };
  }

  #begin(space: string): Shared {
    const records = new Map<string, Followed>();
    const looking = new Looking(() => this.#look(records), this.#logger);
    const unwatch = this.#store.log.watch(space, () => {
      looking.ask();
    });
    const shared = { records, looking, unwatch };
    this.#shared.set(space, shared);
    return shared;
  }

  async #look(records: ReadonlyMap<string, Followed>): Promise<void> {
    const all = [...records.values()];
    for (let i = 0; i < all.length; i += HEADS_AT_ONCE) {
      const some = all.slice(i, i + HEADS_AT_ONCE);
      const heads = await this.#store.heads(some.map(({ subject }) => subject));
      for (const [at, record] of some.entries()) see(record, heads[at]);
    }
  }
}

function see(record: Followed, head: RecordHead | undefined): void {
  const { head: before, version } = record;
  if (version > 0 && before?.number === head?.number && before?.revision === head?.revision) return;
  record.head = head;
  record.version += 1;
  record.bell.ring();
}
