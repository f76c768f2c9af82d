import { randomUUID } from 'node:crypto';
import { CASE_KIND } from '../../../common/constants.js';
import type { Access } from '../../access/access.js';
import type { Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import { clampedTime, creation } from '../../domain/record.js';
import type { AlertCreationDependencies } from '../alerts/alert_creation.js';
import { invalid } from '../alerts/alert_fault.js';
import { alertSubject, presentAlert } from '../alerts/existing_alert.js';
import { bylineOf } from '../byline.js';
import { keyReused, recalled, remembering } from '../idempotency/recent_keys.js';
import type { Answered, Repeatable } from '../idempotency/repeatable.js';
import type { PresentHead, VisibleHead } from '../record_guard.js';
import type { Attempt } from '../write_door.js';
import { alertsIn, caseIdOf, MAX_CHARACTERS, withCase } from './linked_alerts.js';
import type { LinkedCaseFields } from './linked_case.js';
import { linkedCase } from './linked_case.js';

/** A case to be created, and the alerts that it is created from. */
export interface CaseFromAlerts {
  readonly fields: LinkedCaseFields;
  /** Distinct, 1 to 100. */
  readonly alertIds: readonly string[];
  /** What the request is known by when it comes again; absent: it cannot. */
  readonly request: Repeatable | undefined;
}

/** What it works with. */
export type CaseFromAlertsDependencies = Pick<
  AlertCreationDependencies,
  'store' | 'door' | 'guard' | 'clock' | 'numbers'
>;

/**
 * Creates a case with the owner of the alerts and links them to it, by one commit; answers its id, or that of the
 * case which the same request has created.
 * @throws RECORD_NOT_FOUND, FORBIDDEN, TLP_RESTRICTED, PAP_RESTRICTED
 * @throws INVALID_REQUEST when the alerts have not the same owner
 * @throws PAYLOAD_TOO_LARGE, IDEMPOTENCY_KEY_REUSED, ALERT_ALREADY_LINKED, HISTORY_FULL
 */
export function createCaseFromAlerts(
  deps: CaseFromAlertsDependencies,
  access: Access,
  wanted: CaseFromAlerts,
): Promise<Answered<string>> {
  const id = wanted.request?.id ?? randomUUID();
  const subject = { space: access.space.id, kind: CASE_KIND, id };
  return deps.door.write(access, () => attempt(deps, access, wanted, subject));
}

async function attempt(
  { store, guard, clock, numbers }: CaseFromAlertsDependencies,
  access: Access,
  { fields, alertIds, request }: CaseFromAlerts,
  subject: Subject,
): Promise<Attempt<Answered<string>>> {
  const alerts = await admittedAlerts({ store, guard }, access, alertIds);
  const owner = ownerOf(alerts);
  const { state, snapshot, levels } = linkedCase(owner, fields);
  guard.ensureCreation(access, ['createCase'], { subject, owner, state: levels });
  // Behind the alerts: if the same request has linked them, this is there.
  const taken = await store.head(subject);
  if (taken !== undefined) {
    const found = guard.admit(access, 'createCase', presentAlert(taken));
    if (recalled(found, request) === undefined) throw keyReused();
    return { writes: [], result: { result: subject.id, replayed: true } };
  }
  if (alerts.some((alert) => caseIdOf(alert.state) !== undefined)) throw alreadyLinked();
  const byline = bylineOf(
    access,
    alerts.reduce((at, head) => clampedTime(head, at), clock()),
  );
  const created = creation(
    { subject, owner, number: await numbers.next() },
    { ...byline, state: state(alertIds, byline), changes: [{ type: 'created', snapshot }] },
  );
  const links = alerts.flatMap((alert) => withCase(alert, subject.id, byline));
  return {
    writes: [remembering(created, request), ...links],
    result: { result: subject.id, replayed: false },
  };
}

/** @throws PAYLOAD_TOO_LARGE when they are too large to be written at once; those behind are not looked at then */
async function admittedAlerts(
  { store, guard }: Pick<CaseFromAlertsDependencies, 'store' | 'guard'>,
  access: Access,
  ids: readonly string[],
): Promise<readonly VisibleHead[]> {
  const found: PresentHead[] = [];
  let characters = 0;
  for await (const alert of alertsIn(
    store,
    ids.map((id) => alertSubject(access, id)),
  )) {
    found.push(presentAlert(alert.head));
    characters += alert.characters;
    if (characters > MAX_CHARACTERS) break;
  }
  const admitted = guard.admitAll(access, ['updateAlert'], found);
  if (characters > MAX_CHARACTERS) throw tooLarge();
  return admitted;
}

/** @throws INVALID_REQUEST unless all have the same */
function ownerOf([first, ...others]: readonly RecordHead[]): string {
  if (first === undefined || others.some(({ owner }) => owner !== first.owner)) {
    throw invalid({ fault: 'value', name: 'alert_ids' });
  }
  return first.owner;
}

function alreadyLinked(): ActivityError {
  return new ActivityError('ALERT_ALREADY_LINKED', 'An alert is linked to a case already.');
}

function tooLarge(): ActivityError {
  return new ActivityError('PAYLOAD_TOO_LARGE', 'The alerts are too large to be linked at once.');
}
