import type { Actor, Change, Context, Subject } from '../../domain/activity.js';
import { changesBetween, PLAIN_PLAN } from '../../domain/changes.js';
import { ActivityError } from '../../domain/errors.js';
import { sameJson } from '../../domain/json.js';
import type { Json, JsonObject } from '../../domain/json.js';
import type { Mutation, RecordHead, RecordSave } from '../../domain/record.js';
import { continuation, creation } from '../../domain/record.js';
import type { RecordNumbers } from '../record_numbers.js';
import type { FeedPosition } from './feeds.js';
import { withFeed } from './feeds.js';
import { invalidInput } from './input_fault.js';
import { refuseLarge } from './json_copy.js';

/** A change of a record that is told by its states, checked; whoever tells it (decision 008). */
export interface RecordChange {
  readonly subject: Subject;
  readonly owner: string;
  readonly actor: Actor;
  /** At least one of the two. */
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  readonly at: Date;
  /** `at` where whoever tells it said so. */
  readonly statedAt: Date | undefined;
  readonly context: Context | undefined;
  readonly feed: FeedPosition | undefined;
}

/** How far ahead of the clock a time may be, in milliseconds (N7.2). */
const MAX_AHEAD_MS = 300_000;

/** Most sorts of changes in one history: the head counts each of them. */
const MAX_FACETS = 5000;

/** @throws TIME_AHEAD when the time is more than 5 minutes ahead of the clock */
export function refuseAhead(at: Date, now: Date): void {
  if (at.getTime() <= now.getTime() + MAX_AHEAD_MS) return;
  const message = `at is more than 5 minutes ahead of the clock: ${at.toISOString()}.`;
  throw new ActivityError('TIME_AHEAD', message, { details: { path: 'at', found: at.toISOString() } });
}

/** What there is to tell of a change; of a record that is met for the first time, how it was before as well. */
export function changesOf(
  { before, after }: Pick<RecordChange, 'before' | 'after'>,
  isNew: boolean,
): Change[] {
  if (after === undefined) return [{ type: 'deleted' }];
  const first = before ?? after;
  const changes = changesBetween(first, after, PLAIN_PLAN);
  return isNew ? [{ type: 'created', snapshot: first }, ...changes] : changes;
}

/**
 * What a change writes to the record as it is, with its place in its feed; `undefined`: it changes nothing.
 * @throws RECORD_EXISTS, RECORD_NOT_FOUND, HISTORY_FULL, TOO_MANY_FEEDS, PAYLOAD_TOO_LARGE
 * @throws INVALID_REQUEST when it has another owner than the record
 * @throws VERSION_CONFLICT when a changed field's `before` is not what was last recorded; `details` has the
 * `field`, its `recorded` value and the `seq` of the newest entry
 */
export async function writeOf(
  head: RecordHead | undefined,
  change: RecordChange,
  numbers: Pick<RecordNumbers, 'next'>,
): Promise<RecordSave | undefined> {
  const write = head === undefined ? await created(change, numbers) : continued(head, change);
  return write === undefined ? undefined : withFeed(write, change.feed);
}

/** Two writes of one record, the second made on what the first one leaves, as one commit. */
export function joined(first: RecordSave | undefined, second: RecordSave): RecordSave {
  if (first === undefined) return second;
  const head = { ...second.head, revision: first.head.revision };
  const activities = [...first.activities, ...second.activities];
  return { ...second, expected: first.expected, head, activities };
}

async function created(change: RecordChange, numbers: Pick<RecordNumbers, 'next'>): Promise<RecordSave> {
  const { subject, owner, after } = change;
  if (after === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'The record does not exist.');
  const number = await numbers.next();
  const mutation = { ...byline(change), state: after, changes: changesOf(change, true) };
  return creation({ subject, owner, number }, mutation);
}

function continued(head: RecordHead, change: RecordChange): RecordSave | undefined {
  const { owner, before, after } = change;
  if (before === undefined) throw new ActivityError('RECORD_EXISTS', 'The record exists already.');
  if (head.deleted) throw new ActivityError('RECORD_NOT_FOUND', 'The record was deleted.');
  if (head.owner !== owner) throw invalidInput(['owner'], `must stay ${head.owner}`, { found: owner });
  const changes = changesOf(change, false);
  if (after === undefined) {
    return continuation(head, { ...byline(change), state: head.state, changes, deleted: true });
  }
  refuseStale(head, before, changes);
  if (changes.length === 0) return undefined;
  const write = continuation(head, { ...byline(change), state: merged(head.state, before, after), changes });
  refuseGrowth(head, write.head);
  return write;
}

/** Who did it, when and how. */
function byline({ actor, at, statedAt, context }: RecordChange): Omit<Mutation, 'state' | 'changes'> {
  return { actor, at, statedAt, context };
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
