import type {
  Alert,
  AlertActivity,
  AlertBulkResult,
  AlertCase,
  AlertComment,
  AlertUser,
} from '../../../../common/casebender.js';
import { ALERT_SEVERITIES } from '../../../../common/casebender.js';
import type { JsonSchema } from '../../openapi/json_schema.js';
import { COUNT, INSTANT, listOf, named, objectOf, oneOf, orNull, TEXT } from '../../openapi/json_schema.js';

const userSchema = named('AlertUser', objectOf<keyof AlertUser>({ username: TEXT, image: orNull(TEXT) }));

const customValue = named('AlertCustomValue', {
  anyOf: [{ type: ['string', 'number', 'boolean'] }, listOf(TEXT)],
});

const level: JsonSchema = { type: 'integer', minimum: 0, maximum: 4 };

/** An alert (C9.1). */
export const alertSchema = named(
  'Alert',
  objectOf<keyof Alert>({
    id: TEXT,
    tiny_id: COUNT,
    owner: TEXT,
    title: TEXT,
    description: TEXT,
    status: { ...TEXT, description: 'One of the configured statuses.' },
    severity: oneOf(...ALERT_SEVERITIES),
    type: orNull(TEXT),
    source: orNull(TEXT),
    source_ref: orNull(TEXT),
    external_link: orNull(TEXT),
    tlp: level,
    pap: level,
    assigned_to: orNull(TEXT),
    tags: listOf(TEXT),
    custom_fields: { type: 'object', additionalProperties: customValue },
    observables: listOf(named('AlertObservable', objectOf({ data_type: TEXT, data: TEXT }))),
    case_id: orNull(TEXT),
    created_by: userSchema,
    created_at: INSTANT,
    updated_at: INSTANT,
    version: COUNT,
  }),
);

/** A comment on an alert (C9.7). */
export const commentSchema = named(
  'AlertComment',
  objectOf<keyof AlertComment>({
    id: TEXT,
    alert_id: TEXT,
    body: TEXT,
    created_by: userSchema,
    created_at: INSTANT,
    updated_at: INSTANT,
    version: COUNT,
  }),
);

/** One entry of an alert's history (C2.2). */
export const activitySchema = named(
  'AlertActivity',
  objectOf<keyof AlertActivity>({
    id: { ...COUNT, description: 'Unique over all alerts, ascending within one.' },
    action: {
      ...TEXT,
      description: '`created`, `updated`, `added`, `commentAdded`, ...; accept unknown ones.',
    },
    username: TEXT,
    userImage: orNull(TEXT),
    body: { ...TEXT, description: 'Plain text: escape it before showing it.' },
    timeAgo: TEXT,
    fieldName: orNull(TEXT),
  }),
);

/** What is left to say of what was deleted (C9.7, C9.8). */
export const deletedSchema = named('Deleted', objectOf({ id: TEXT }));

/** What became of a change of many alerts (C9.5). */
export const bulkResultSchema = named(
  'AlertBulkResult',
  objectOf<keyof AlertBulkResult>({
    updated_count: { ...COUNT, description: 'Alerts that have the values now.' },
    failed_count: COUNT,
    failed_ids: { ...listOf(TEXT), description: 'In the order of the request; they are unchanged.' },
  }),
);

/** The case that was created from alerts (C9.6). */
export const alertCaseSchema = named(
  'AlertCase',
  objectOf<keyof AlertCase>({ case_id: { ...TEXT, description: 'Id of the case in the Cases API.' } }),
);

/** A success with these data (C1.2). */
export function successOf(data: JsonSchema): JsonSchema {
  return objectOf({ status: oneOf('success'), data });
}
