import { randomUUID } from 'node:crypto';
import type { Access } from '../../access/access.js';
import { ActivityError } from '../../domain/errors.js';
import type { JsonObject } from '../../domain/json.js';
import { sameJson } from '../../domain/json.js';
import type { RecordHead } from '../../domain/record.js';
import { creation } from '../../domain/record.js';
import { bylineOf } from '../byline.js';
import { entryAt } from '../entry_at.js';
import { commitOf, keyReused, recalled, remembering } from '../idempotency/recent_keys.js';
import type { Answered, Repeatable } from '../idempotency/repeatable.js';
import type { NewRecord, VisibleHead } from '../record_guard.js';
import type { RecordNumbers } from '../record_numbers.js';
import type { AlertChangeDependencies } from './alert_change.js';
import type { AlertFields, AlertPatch } from './alert_fields.js';
import { initialFields } from './alert_fields.js';
import { alertCreation } from './alert_mutations.js';
import { alertSubject, presentAlert } from './existing_alert.js';

/** A new alert; `id` is a UUID and `owner` the configured one unless given. */
export interface NewAlert {
  readonly id?: string | undefined;
  readonly owner?: string | undefined;
  readonly fields: AlertPatch & Pick<AlertFields, 'title' | 'severity'>;
  /** What the request is known by when it comes again; absent: it cannot. */
  readonly request?: Repeatable | undefined;
}

/** What the creation of alerts works with. */
export interface AlertCreationDependencies extends AlertChangeDependencies {
  readonly numbers: RecordNumbers;
  readonly owner: string;
  readonly statuses: readonly string[];
}

/** What is wanted. */
interface Wanted {
  readonly record: NewRecord;
  readonly request: Repeatable | undefined;
  /** Whether the request says which id it is to be. */
  readonly named: boolean;
}

/**
 * Records a new alert with one `created` entry, or answers what the same request has created.
 * @throws RECORD_EXISTS when the id was ever taken in the space
 * @throws IDEMPOTENCY_KEY_REUSED, and for what was created before RECORD_NOT_FOUND, TLP_RESTRICTED, PAP_RESTRICTED
 */
export async function createAlert(
  deps: AlertCreationDependencies,
  access: Access,
  { id, owner = deps.owner, fields, request }: NewAlert,
): Promise<Answered<VisibleHead>> {
  const { store, door, guard, numbers, statuses, clock } = deps;
  const subject = alertSubject(access, id ?? request?.id ?? randomUUID());
  const state = initialFields(fields, statuses[0] ?? 'open');
  const record = { subject, owner, state };
  guard.ensureCreation(access, ['createAlert'], record);
  return door.write<Answered<VisibleHead>>(access, async () => {
    const taken = await store.head(subject);
    if (taken !== undefined) {
      const result = await createdBefore(deps, access, taken, { record, request, named: id !== undefined });
      return { writes: [], result: { result, replayed: true } };
    }
    const identity = { subject, owner, number: await numbers.next() };
    const write = creation(identity, alertCreation(state, bylineOf(access, clock())));
    return {
      writes: [remembering(write, request)],
      result: { result: guard.written(write), replayed: false },
    };
  });
}

/** The alert as the same request has created it, whatever has happened to it since. */
async function createdBefore(
  { store, guard }: AlertCreationDependencies,
  access: Access,
  taken: RecordHead,
  { record, request, named }: Wanted,
): Promise<VisibleHead> {
  const commit = commitOf(taken, request);
  if (request === undefined || (named && commit === undefined)) {
    throw new ActivityError('RECORD_EXISTS', 'An alert with this id exists already.');
  }
  const head = guard.admit(access, 'createAlert', presentAlert(taken));
  recalled(head, request);
  const { owner, change, actor, at } = await entryAt(store, head, 1);
  const first: JsonObject = change.type === 'created' ? change.snapshot : {};
  // Long ago: the record has forgotten the key, but its id is of that key alone, and it tells what it was made of.
  const isSame = commit !== undefined || (owner === record.owner && sameJson(first, record.state));
  if (!isSame) throw keyReused();
  const { state } = alertCreation(first, { actor, at });
  return { ...head, state, lastAt: at, revision: 1, seq: 1 };
}
