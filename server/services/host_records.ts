import type { Change } from '../domain/activity.js';
import { changesBetween, PLAIN_PLAN } from '../domain/changes.js';
import { ActivityError } from '../domain/errors.js';
import { sameJson } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import type { RecordHead, RecordSave } from '../domain/record.js';
import { continuation, creation } from '../domain/record.js';
import type { ActivityStore } from '../domain/store.js';
import { matching } from '../domain/store.js';
import { checkFind, checkRecord } from './host_input.js';
import type { FindInput, FindResult, RecordInput, RecordOutcome } from './host_input.js';
import type { RecordNumbers } from './record_numbers.js';
import type { Attempt, WriteDoor } from './write_door.js';

/** The in-process API: records changes of things that the host keeps itself, and reads them back. */
export class HostRecords {
  readonly #store: ActivityStore;
  readonly #door: WriteDoor;
  readonly #numbers: RecordNumbers;
  readonly #options: { readonly owners: readonly string[]; readonly clock: () => Date };

  constructor(
    store: ActivityStore,
    door: WriteDoor,
    numbers: RecordNumbers,
    options: { readonly owners: readonly string[]; readonly clock: () => Date },
  ) {
    this.#store = store;
    this.#door = door;
    this.#numbers = numbers;
    this.#options = options;
  }

  /**
   * Records one change: the record's fields and its entries are saved together or not at all.
   * A record that is met for the first time with a `before` starts with that as its first state.
   * @throws INVALID_REQUEST, RECORD_EXISTS, RECORD_NOT_FOUND
   * @throws VERSION_CONFLICT when a changed field's `before` is not what was last recorded
   */
  async record(input: RecordInput): Promise<RecordOutcome> {
    checkRecord(input, this.#options.owners);
    return this.#door.write(async () => {
      const head = await this.#store.head(input.subject);
      return head === undefined ? this.#create(input) : this.#change(head, input);
    });
  }

  /**
   * A page of a record's history.
   * @throws INVALID_REQUEST
   */
  async find(input: FindInput): Promise<FindResult> {
    const { page, limit, order, facets } = checkFind(input);
    const found = await this.#store.page(input.subject, { order, skip: (page - 1) * limit, limit, facets });
    return found === undefined
      ? { activities: [], total: 0 }
      : { activities: found.activities, total: matching(found.head, facets) };
  }

  async #create(input: RecordInput): Promise<Attempt<RecordOutcome>> {
    const { subject, owner, actor, before, after } = input;
    if (after === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'The record does not exist.');
    const snapshot = before ?? after;
    const changes: Change[] = [{ type: 'created', snapshot }, ...changesBetween(snapshot, after, PLAIN_PLAN)];
    const number = await this.#numbers.next();
    const at = input.at ?? this.#options.clock();
    return attempt(creation({ subject, owner, number }, { state: after, changes, actor, at }));
  }

  #change(head: RecordHead, input: RecordInput): Attempt<RecordOutcome> {
    const { owner, actor, before, after } = input;
    if (before === undefined) throw new ActivityError('RECORD_EXISTS', 'The record exists already.');
    if (head.deleted) throw new ActivityError('RECORD_NOT_FOUND', 'The record was deleted.');
    if (head.owner !== owner) {
      throw new ActivityError('INVALID_REQUEST', 'The owner of a record cannot change.');
    }
    const at = input.at ?? this.#options.clock();
    if (after === undefined) {
      const changes: Change[] = [{ type: 'deleted' }];
      return attempt(continuation(head, { state: head.state, changes, actor, at, deleted: true }));
    }
    const changes = changesBetween(before, after, PLAIN_PLAN);
    refuseStale(head, before, changes);
    if (changes.length === 0) return { writes: [], result: { activities: [], total: head.seq } };
    return attempt(continuation(head, { state: merged(head.state, before, after), changes, actor, at }));
  }
}

function attempt(write: RecordSave): Attempt<RecordOutcome> {
  return { writes: [write], result: { activities: write.activities, total: write.head.seq } };
}

/** The old value in an entry is the one that was really replaced, or there is no entry. */
function refuseStale(head: RecordHead, before: JsonObject, changes: readonly Change[]): void {
  for (const change of changes) {
    if (!('field' in change)) continue;
    const known = Object.hasOwn(head.state, change.field) ? head.state[change.field] : undefined;
    const claimed = Object.hasOwn(before, change.field) ? before[change.field] : undefined;
    if (!sameJson(known ?? null, claimed ?? null)) {
      throw new ActivityError(
        'VERSION_CONFLICT',
        `The field ${change.field} was not what 'before' says when this change was recorded.`,
      );
    }
  }
}

/** Fields that neither side names stay; fields that only `before` names are gone. */
function merged(state: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const kept = Object.entries(state).filter(
    ([key]) => !Object.hasOwn(before, key) || Object.hasOwn(after, key),
  );
  return Object.fromEntries([...kept, ...Object.entries(after)]);
}
