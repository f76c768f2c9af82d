import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Spaces } from '../../access/access.js';
import type { Activity, Subject } from '../../domain/activity.js';
import { isActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { matching } from '../../domain/window.js';
import { recalled, remembering } from '../idempotency/recent_keys.js';
import type { RecordNumbers } from '../record_numbers.js';
import { commitEntries } from '../recording/commit_entries.js';
import { wasFed } from '../recording/feeds.js';
import { writeOf } from '../recording/record_change.js';
import type { WriteDoor } from '../write_door.js';
import { checkedFind } from './check_find.js';
import { checkedRecord } from './check_record.js';
import type { CheckedRecord } from './check_record.js';
import { withoutSeal } from './host_rows.js';
import type { FindInput, FindResult, RecordInput, RecordOutcome } from './host_input.js';
import { refuseUnknownSpace } from './known_space.js';

/** What `HostRecords` works with besides the store. */
export interface HostRecordsOptions {
  /** Ids of the configured owners. */
  readonly owners: readonly string[];
  readonly spaces: Spaces;
  readonly clock: () => Date;
}

/** The in-process API: records changes of things that the host keeps itself, and reads them back. */
export class HostRecords {
  readonly #store: ActivityStore;
  readonly #door: WriteDoor;
  readonly #numbers: RecordNumbers;
  readonly #options: HostRecordsOptions;

  constructor(store: ActivityStore, door: WriteDoor, numbers: RecordNumbers, options: HostRecordsOptions) {
    this.#store = store;
    this.#door = door;
    this.#numbers = numbers;
    this.#options = options;
  }

  /**
   * Records one change: the record's fields and its entries are saved together or not at all. Everything is
   * copied before the call returns, and the copy is what is checked and written.
   * A record that is met for the first time with a `before` starts with that as its first state.
   * @throws INVALID_REQUEST naming the path and what was found, TIME_AHEAD, PAYLOAD_TOO_LARGE
   * @throws RECORD_EXISTS, RECORD_NOT_FOUND, HISTORY_FULL, IDEMPOTENCY_KEY_REUSED, TOO_MANY_FEEDS
   * @throws VERSION_CONFLICT when a changed field's `before` is not what was last recorded; `details` has the
   * `field`, its `recorded` value and the `seq` of the newest entry
   */
  async record(input: RecordInput): Promise<RecordOutcome> {
    const { owners, clock } = this.#options;
    const change = checkedRecord(input, { owners, now: clock() });
    await this.#refuseUnknownSpace(change.subject);
    // Copying and comparing the largest states are turns of their own.
    await nextTurn();
    return this.#door.write('host', async () => {
      const head = await this.#store.head(change.subject);
      const repeated = head && (await repeatedChange(this.#store, head, change));
      if (repeated !== undefined) return { writes: [], result: repeated };
      const write = await writeOf(head, change, this.#numbers);
      if (write === undefined) return { writes: [], result: { activities: [], total: head?.seq ?? 0 } };
      const result = { activities: write.activities, total: write.head.seq };
      return { writes: [remembering(write, change.request)], result };
    });
  }

  /**
   * A page of a record's history.
   * @throws INVALID_REQUEST naming the path and what was found
   */
  async find(input: FindInput): Promise<FindResult> {
    const { subject, window } = checkedFind(input);
    await this.#refuseUnknownSpace(subject);
    const head = await this.#store.head(subject);
    if (head === undefined) return { activities: [], total: 0 };
    const activities: Activity[] = [];
    try {
      for await (const portion of this.#store.entries(head, window)) activities.push(...portion);
    } catch (error) {
      if (!isActivityError(error, 'RECORD_NOT_FOUND')) throw error;
      // Erased meanwhile: as if it had been asked for a moment later.
      return { activities: [], total: 0 };
    }
    return { activities: activities.map(withoutSeal), total: matching(head, window.facets) };
  }

  #refuseUnknownSpace({ space }: Subject): Promise<void> {
    return refuseUnknownSpace(this.#options.spaces, ['subject', 'space'], space);
  }
}

/** What is answered to a change that is recorded already: by its key what it wrote, by its feed nothing. */
async function repeatedChange(
  store: ActivityStore,
  head: RecordHead,
  { feed, request }: CheckedRecord,
): Promise<RecordOutcome | undefined> {
  const commit = recalled(head, request);
  if (commit !== undefined) {
    const activities = (await commitEntries(store, head, commit)).map(withoutSeal);
    return { activities, total: commit.to, repeated: true };
  }
  return wasFed(head, feed) ? { activities: [], total: head.seq, repeated: true } : undefined;
}
