import type { Access } from '../../access/access.js';
import type { JsonObject } from '../../domain/json.js';
import { continuation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { bylineOf } from '../byline.js';
import { recalled, remembering } from '../idempotency/recent_keys.js';
import type { Repeatable } from '../idempotency/repeatable.js';
import type { RecordGuard, VisibleHead } from '../record_guard.js';
import type { Attempt, WriteDoor } from '../write_door.js';
import { invalid } from './alert_fault.js';
import { alertCustomFields, alertTags, alertVersion, MAX_CUSTOM_FIELDS, MAX_TAGS } from './alert_fields.js';
import { alertChange } from './alert_mutations.js';
import type { Preconditions } from './alert_preconditions.js';
import { ensureSeen } from './alert_preconditions.js';
import { existingAlert } from './existing_alert.js';

/** What a change of an alert works with. */
export interface AlertChangeDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly guard: RecordGuard;
  readonly clock: () => Date;
}

/** How an alert is to be changed. */
export interface WantedChange {
  /** The state that is wanted instead of the one that there is. */
  readonly wanted: (state: JsonObject) => JsonObject;
  readonly seen?: Preconditions;
  /** What the request is known by when it comes again; absent: it cannot. */
  readonly request?: Repeatable | undefined;
}

/** An alert that is as it is wanted, and how it came to be so. */
export interface ChangedAlert {
  readonly head: VisibleHead;
  /** Since the same request has changed it, others may have done so. */
  readonly by: 'this request' | 'nobody' | 'the same request before';
}

/**
 * Changes an alert, all fields or none; what stays the same writes nothing.
 * @throws RECORD_NOT_FOUND, FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
 * @throws IDEMPOTENCY_KEY_REUSED, PRECONDITION_FAILED, VERSION_CONFLICT, HISTORY_FULL
 * @throws INVALID_REQUEST when there would be too many custom fields or tags
 */
export function changeAlert(
  deps: AlertChangeDependencies,
  access: Access,
  id: string,
  change: WantedChange,
): Promise<ChangedAlert> {
  return deps.door.write(access, () => attempt(deps, access, id, change));
}

async function attempt(
  { store, guard, clock }: AlertChangeDependencies,
  access: Access,
  id: string,
  { wanted: wantedOf, seen = {}, request }: WantedChange,
): Promise<Attempt<ChangedAlert>> {
  const found = await existingAlert(store, access, id);
  const wanted = wantedOf(found.state);
  const head = guard.admit(access, 'updateAlert', found, wanted);
  if (recalled(head, request) !== undefined)
    return { writes: [], result: { head, by: 'the same request before' } };
  ensureSeen(alertVersion(head), seen);
  ensureRoom(head.state, wanted);
  const mutation = alertChange(head, wanted, bylineOf(access, clock()));
  if (mutation === undefined) return { writes: [], result: { head, by: 'nobody' } };
  const write = continuation(head, mutation);
  return {
    writes: [remembering(write, request)],
    result: { head: guard.written(write), by: 'this request' },
  };
}

/** A host may have recorded more tags than may be given here: those stay. */
function ensureRoom(state: JsonObject, wanted: JsonObject): void {
  const fault = { fault: 'value' } as const;
  if (Object.keys(alertCustomFields(wanted)).length > MAX_CUSTOM_FIELDS) {
    throw invalid({ ...fault, name: 'custom_fields' });
  }
  const tags = alertTags(wanted).length;
  if (tags > MAX_TAGS && tags > alertTags(state).length) throw invalid({ ...fault, name: 'tags' });
}
