import type { Activity, Subject } from '../domain/activity.js';
import type { RecordHead } from '../domain/record.js';
import type { ActivityStore, HistoryPage, Window } from '../domain/store.js';

/** Entries read at once while a whole history is streamed: memory is two portions, whatever the length. */
const PORTION = 500;

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

  /**
   * The oldest `limit` entries that the head counts, oldest first, in portions. A portion is read while the one
   * before it is used.
   * @throws RECORD_NOT_FOUND when the record is erased meanwhile
   */
  async *oldest(head: RecordHead, limit: number): AsyncGenerator<readonly Activity[]> {
    const end = Math.min(head.seq, limit);
    let next = this.#portion(head, 1, end);
    for (let from = 1; from <= end; from += PORTION) {
      const portion = await next;
      next = this.#portion(head, from + PORTION, end);
      yield portion;
    }
  }

  #portion(head: RecordHead, from: number, end: number): Promise<readonly Activity[]> {
    if (from > end) return Promise.resolve([]);
    const portion = this.#store.entries(head, { from, to: Math.min(from + PORTION - 1, end) });
    // Whoever reads on hears of it; nobody may do so any more.
    portion.catch(() => undefined);
    return portion;
  }
}
