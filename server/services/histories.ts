import type { Activity, Subject } from '../domain/activity.js';
import { ActivityError } from '../domain/errors.js';
import type { RecordHead } from '../domain/record.js';
import type { ActivityStore, HistoryPage, Window } from '../domain/store.js';

/** Entries read at once while a whole history is streamed: memory is this many entries, whatever the length. */
const CHUNK = 500;

/** The start of a streamed history: the head it was opened with and its entries, oldest first. */
export interface OpenHistory {
  readonly head: RecordHead;
  readonly activities: AsyncIterable<Activity>;
}

/** Reads histories. Knows nothing of who asks: the callers check access on the head they get. */
export class Histories {
  readonly #store: ActivityStore;

  constructor(store: ActivityStore) {
    this.#store = store;
  }

  /** The first of these subjects that has a record; `undefined` if none has. */
  async first(subjects: readonly Subject[]): Promise<RecordHead | undefined> {
    for (const subject of subjects) {
      const head = await this.#store.head(subject);
      if (head !== undefined) return head;
    }
    return undefined;
  }

  /** A page and the head it was read with; `undefined` if the record was never recorded or is erased. */
  page(subject: Subject, window: Window): Promise<HistoryPage | undefined> {
    return this.#store.page(subject, window);
  }

  /** The oldest `limit` entries, streamed; `undefined` if the record was never recorded or is erased. */
  async open(subject: Subject, limit: number): Promise<OpenHistory | undefined> {
    const first = await this.#store.page(subject, { order: 'asc', skip: 0, limit: Math.min(limit, CHUNK) });
    if (first === undefined) return undefined;
    const end = Math.min(first.head.seq, limit);
    return { head: first.head, activities: this.#stream(subject, first, end) };
  }

  async *#stream(subject: Subject, first: HistoryPage, end: number): AsyncGenerator<Activity> {
    yield* first.activities;
    for (let skip = first.activities.length; skip < end;) {
      const page = await this.#store.page(subject, {
        order: 'asc',
        skip,
        limit: Math.min(CHUNK, end - skip),
      });
      // Erased, or erased and recorded anew, while it was being read: what follows is not this history.
      if (page?.head.number !== first.head.number || page.activities.length === 0) {
        throw new ActivityError('INTERNAL_ERROR', 'The history ended while it was being read.');
      }
      yield* page.activities;
      skip += page.activities.length;
    }
  }
}
