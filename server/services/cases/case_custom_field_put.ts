import type { Access } from '../../access/access.js';
import type { Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import { clampedTime, continuation } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { bylineOf } from '../byline.js';
import type { CustomFieldDefinition, CustomFieldValue } from '../configurations/configuration.js';
import { customFieldsOf } from '../configurations/kept_configurations.js';
import type { RecordGuard } from '../record_guard.js';
import { present } from '../record_guard.js';
import type { Attempt, WriteDoor } from '../write_door.js';
import { customFieldChanges, withCustomField } from './case_custom_fields.js';
import { refuseFullComments } from './case_limits.js';
import { touched } from './case_state.js';
import { versionToken } from './case_version.js';
import { checkCustomFieldValue } from './custom_field_values.js';
import { missingCase } from './missing_case.js';

/** What a put works with. */
export interface CustomFieldPutDependencies {
  readonly store: ActivityStore;
  readonly door: WriteDoor;
  readonly guard: RecordGuard;
  readonly clock: () => Date;
}

/** One value for one field of a case that is at that version: decoded (W9). */
export interface CustomFieldPut {
  readonly key: string;
  readonly value: CustomFieldValue;
  readonly caseVersion: string;
}

/** A field of a case as it was put. */
export type PutCustomField = Pick<CustomFieldDefinition, 'key' | 'type'> & {
  readonly value: CustomFieldValue;
};

/**
 * Puts one value, and the field in front of the case's list (K17.4). A value that is there already is written like any
 * other and leaves no activity.
 * @throws RECORD_NOT_FOUND, VERSION_CONFLICT, FORBIDDEN, INVALID_REQUEST in this order
 */
export function putCustomField(
  deps: CustomFieldPutDependencies,
  access: Access,
  subject: Subject,
  put: CustomFieldPut,
): Promise<PutCustomField> {
  return deps.door.write(access, () => attempt(deps, access, subject, put));
}

async function attempt(
  { store, guard, clock }: CustomFieldPutDependencies,
  access: Access,
  subject: Subject,
  { key, value, caseVersion }: CustomFieldPut,
): Promise<Attempt<PutCustomField>> {
  const found = present(await store.head(subject));
  if (found === undefined) throw missingCase(subject.id);
  if (caseVersion !== versionToken(found.revision)) {
    throw new ActivityError(
      'VERSION_CONFLICT',
      `This case ${subject.id} has been updated. Please refresh before saving additional updates.`,
    );
  }
  const head = guard.admit(access, 'updateCase', found);
  const definitions = await customFieldsOf(store.registry, { space: subject.space, owner: head.owner });
  const definition = definitions?.find((one) => one.key === key);
  if (definition === undefined) throw new ActivityError('INVALID_REQUEST', 'cannot find custom field');
  checkCustomFieldValue(definition, value);
  const { type } = definition;
  const result = { key, type, value };
  const stored = head.state['customFields'] ?? null;
  const changes = customFieldChanges(stored, [result]);
  refuseFullComments(head, changes.length);
  const byline = bylineOf(access, clampedTime(head, clock()));
  const state = { ...head.state, customFields: withCustomField(stored, result) };
  return { writes: [continuation(head, { ...byline, state: touched(state, byline), changes })], result };
}
