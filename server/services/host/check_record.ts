import { types } from 'node:util';
import { checkedActor } from '../../access/principal_schema.js';
import type { Actor, Subject } from '../../domain/activity.js';
import type { JsonObject } from '../../domain/json.js';
import { RESERVED_KINDS } from '../../domain/ledger.js';
import type { Repeatable } from '../idempotency/repeatable.js';
import { repeatableOfHost } from '../idempotency/repeatable.js';
import { invalidInput } from '../recording/input_fault.js';
import { copiedState } from '../recording/json_copy.js';
import type { RecordChange } from '../recording/record_change.js';
import { refuseAhead } from '../recording/record_change.js';
import { checkedContext, checkedFeed, checkedIdempotencyKey } from './check_circumstances.js';
import type { RecordInput } from './host_input.js';
import { checkedSubject, inputMembers } from './input_members.js';

const MEMBERS = [
  ...(['subject', 'owner', 'actor', 'before', 'after', 'at', 'context', 'feed', 'idempotencyKey'] as const),
];

/** What a host handed to `record`: checked, and a copy. */
export interface CheckedRecord extends RecordChange {
  /** What the change is known by when it comes again. */
  readonly request: Repeatable | undefined;
}

/**
 * A checked copy of what a host hands to `record`: its compiler may not have looked, its objects may change
 * while the copy is written, and what is written stays for ever.
 * @throws INVALID_REQUEST naming the path and what was found, PAYLOAD_TOO_LARGE, TIME_AHEAD
 */
export function checkedRecord(
  input: RecordInput,
  { owners, now }: { readonly owners: readonly string[]; readonly now: Date },
): CheckedRecord {
  const given = inputMembers(input, MEMBERS);
  const subject = recordedSubject(given.subject);
  const owner = owners.find((id) => id === given.owner);
  if (owner === undefined)
    throw invalidInput(['owner'], 'must be a configured owner', { found: given.owner });
  const actor = actorOf(given.actor);
  if (given.before === undefined && given.after === undefined) {
    throw invalidInput(['before'], 'is needed where there is no after', { found: undefined });
  }
  const stateOf = (name: 'before' | 'after'): JsonObject | undefined =>
    given[name] === undefined ? undefined : copiedState(given[name], name);
  const states = { before: stateOf('before'), after: stateOf('after') };
  const statedAt = given.at === undefined ? undefined : timeOf(given.at, now);
  const [context, feed] = [checkedContext(given.context), checkedFeed(given.feed)];
  const key = checkedIdempotencyKey(given.idempotencyKey);
  const body = { owner, actor, ...states, statedAt: statedAt?.toISOString(), context, feed };
  const request = key === undefined ? undefined : repeatableOfHost(subject, { key, body });
  return { subject, owner, actor, ...states, at: statedAt ?? now, statedAt, context, feed, request };
}

/** The subject, of a kind that is the host's to write. */
function recordedSubject(given: unknown): Subject {
  const subject = checkedSubject(given);
  const { kind } = subject;
  if (!RESERVED_KINDS.includes(kind)) return subject;
  throw invalidInput(['subject', 'kind'], 'must be none of the reserved kinds', { found: kind });
}

function actorOf(given: unknown): Actor {
  const result = checkedActor(given);
  if ('value' in result) return result.value;
  const { path, problem, ...reason } = result.misfit;
  throw invalidInput(path === '' ? ['actor'] : ['actor', path], problem, reason);
}

/** A copy of the date, whichever realm it comes from; only times that ISO 8601 tells with four digits of the year. */
function timeOf(given: unknown, now: Date): Date {
  const time = types.isDate(given) ? Date.prototype.getTime.call(given) : Number.NaN;
  const at = new Date(time);
  const year = at.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) {
    throw invalidInput(['at'], 'must be a valid Date of the years 0 to 9999', { found: given });
  }
  refuseAhead(at, now);
  return at;
}
