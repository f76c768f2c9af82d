import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Spaces } from '../../access/access.js';
import type { Activity, Change, Subject } from '../../domain/activity.js';
import { changesBetween, PLAIN_PLAN } from '../../domain/changes.js';
import { ActivityError, isActivityError } from '../../domain/errors.js';
import { sameJson } from '../../domain/json.js';
import type { Json, JsonObject } from '../../domain/json.js';
import type { Mutation, RecordHead, RecordSave } from '../../domain/record.js';
import { continuation, creation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { matching } from '../../domain/window.js';
import { checkedFind } from './check_find.js';
import { checkedRecord } from './check_record.js';
import type { CheckedRecord } from './check_record.js';
import type { FindInput, FindResult, RecordInput, RecordOutcome } from './host_input.js';
import { invalidInput } from './input_fault.js';
import { withoutSeal } from './host_rows.js';
import { refuseLarge } from './json_copy.js';
import { refuseUnknownSpace } from './known_space.js';
import { rememberedChange, repeatedChange } from './repeated_change.js';
import type { RecordNumbers } from '../record_numbers.js';
import type { Attempt, WriteDoor } from '../write_door.js';

/** What `HostRecords` works with besides the store. */
export interface HostRecordsOptions {
  /** Ids of the configured owners. */
  readonly owners: readonly string[];
  readonly spaces: Spaces;
  readonly clock: () => Date;
}

/** Most sorts of changes in one history: the head counts each of them. */
const MAX_FACETS = 5000;

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
      if (head === undefined) return this.#create(change);
      const repeated = await repeatedChange(this.#store, head, change);
      return repeated === undefined ? this.#change(head, change) : { writes: [], result: repeated };
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

  async #create(input: CheckedRecord): Promise<Attempt<RecordOutcome>> {
    const { subject, owner, before, after } = input;
    if (after === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'The record does not exist.');
    const snapshot = before ?? after;
    const changes: Change[] = [{ type: 'created', snapshot }, ...changesBetween(snapshot, after, PLAIN_PLAN)];
    const number = await this.#numbers.next();
    return attempt(creation({ subject, owner, number }, { ...byline(input), state: after, changes }), input);
  }

  #change(head: RecordHead, input: CheckedRecord): Attempt<RecordOutcome> {
    const { owner, before, after } = input;
    if (before === undefined) throw new ActivityError('RECORD_EXISTS', 'The record exists already.');
    if (head.deleted) throw new ActivityError('RECORD_NOT_FOUND', 'The record was deleted.');
    if (head.owner !== owner) {
      throw invalidInput(['owner'], `must stay ${head.owner}`, { found: owner });
    }
    if (after === undefined) {
      const changes: Change[] = [{ type: 'deleted' }];
      const deletion = { ...byline(input), state: head.state, changes, deleted: true };
      return attempt(continuation(head, deletion), input);
    }
    const changes = changesBetween(before, after, PLAIN_PLAN);
    refuseStale(head, before, changes);
    if (changes.length === 0) return { writes: [], result: { activities: [], total: head.seq } };
    const state = merged(head.state, before, after);
    const write = continuation(head, { ...byline(input), state, changes });
    refuseGrowth(head, write.head);
    return attempt(write, input);
  }
}

/** Who did it, when and how. */
function byline({ actor, at, statedAt, context }: CheckedRecord): Omit<Mutation, 'state' | 'changes'> {
  return { actor, at, statedAt, context };
}

function attempt(write: RecordSave, change: CheckedRecord): Attempt<RecordOutcome> {
  const { activities, head } = write;
  return { writes: [rememberedChange(write, change)], result: { activities, total: head.seq } };
}

/** The old value in an entry is the one that was really replaced, or there is no entry. */
function refuseStale(head: RecordHead, before: JsonObject, changes: readonly Change[]): void {
  for (const change of changes) {
    if (!('field' in change)) continue;
    const { field } = change;
    const recorded = valueOf(head.state, field);
    if (sameJson(recorded, valueOf(before, field))) continue;
    throw new ActivityError(
      'VERSION_CONFLICT',
      `The field ${field} was not what 'before' says when this change was recorded.`,
      { details: { field, recorded, seq: head.seq } },
    );
  }
}

/** Small changes must not make a record that is larger than one that is recorded at once. */
function refuseGrowth(old: RecordHead, next: RecordHead): void {
  const facets = Object.keys(next.counts).length;
  if (facets > MAX_FACETS && facets > Object.keys(old.counts).length) {
    throw new ActivityError('HISTORY_FULL', 'The history of the record has too many sorts of changes.');
  }
  refuseLarge(next.state, 'the record', old.state);
}

function valueOf(state: JsonObject, field: string): Json {
  return Object.hasOwn(state, field) ? (state[field] ?? null) : null;
}

/** Fields that neither side names stay; fields that only `before` names are gone. */
function merged(state: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const kept = Object.entries(state).filter(
    ([key]) => !Object.hasOwn(before, key) || Object.hasOwn(after, key),
  );
  return Object.fromEntries([...kept, ...Object.entries(after)]);
}
