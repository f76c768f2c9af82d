import type { Spaces } from '../../access/access.js';
import { isActivityError } from '../../domain/errors.js';
import type { ActivityStore } from '../../domain/store.js';
import { entryPage } from '../history/entry_page.js';
import { checkedEntries, checkedLog } from './check_page.js';
import type { EntriesInput, EntriesResult, LogInput, LogResult } from './host_page_input.js';
import { readHostRows, withoutSeal } from './host_rows.js';
import { refuseUnknownSpace } from './known_space.js';

/** Histories for the host itself, which may see all of them (N16). */
export class HostHistories {
  readonly #store: ActivityStore;
  readonly #spaces: Spaces;

  constructor(store: ActivityStore, spaces: Spaces) {
    this.#store = store;
    this.#spaces = spaces;
  }

  /**
   * A page of a record's entries, of deleted records too.
   * @throws INVALID_REQUEST naming the path and what was found
   */
  async entries(input: EntriesInput): Promise<EntriesResult> {
    const { subject, page } = checkedEntries(input);
    await refuseUnknownSpace(this.#spaces, ['subject', 'space'], subject.space);
    const none = { entries: [], head: 0, total: 0, complete: true };
    const head = await this.#store.head(subject);
    if (head === undefined) return none;
    try {
      const { entries, ...rest } = await entryPage(this.#store, head, page);
      return { ...rest, entries: entries.map(withoutSeal), head: head.seq };
    } catch (error) {
      if (!isActivityError(error, 'RECORD_NOT_FOUND')) throw error;
      // Erased meanwhile: as if it had been asked for a moment later.
      return none;
    }
  }

  /**
   * A page of a space's log: what was acknowledged before the call is in it, whichever process wrote it.
   * @throws INVALID_REQUEST naming the path and what was found
   * @throws LOG_DISABLED
   */
  async log(input: LogInput): Promise<LogResult> {
    const { space, start, limit } = checkedLog(input);
    await refuseUnknownSpace(this.#spaces, ['space'], space);
    const { log } = this.#store;
    await log.catchUp(space);
    const { size } = await log.head(space);
    const { found, tail, end } = await readHostRows(this.#store, space, { start, end: size }, { limit });
    const last = tail.at(-1);
    return {
      entries: found.map(({ row: { position }, entry }) => ({ ...withoutSeal(entry), position })),
      ...{ size, start },
      end: end === 'over' || last === undefined ? Math.max(start, size) : last.position + 1,
      complete: end !== 'spent',
    };
  }
}
