import { CASE_STATUSES, SEVERITIES } from '../../../../common/constants.js';
import type { KibanaCase, KibanaConnector, KibanaCustomField } from '../../../../common/kibana.js';
import type { JsonSchema } from '../../openapi/json_schema.js';
import {
  ANY_OBJECT,
  BOOLEAN,
  COUNT,
  INSTANT,
  listOf,
  named,
  NUMBER,
  objectOf,
  oneOf,
  orNull,
  TEXT,
} from '../../openapi/json_schema.js';
import { attachmentSchema } from './attachment_schema.js';
import { userSchema } from './user_schema.js';

/** A connector (K18). */
export const connectorAnswer = named(
  'KibanaConnector',
  objectOf<keyof KibanaConnector>({ name: TEXT, type: TEXT, fields: orNull(ANY_OBJECT), id: TEXT }),
);

export const statusSchema = named('KibanaStatus', oneOf(...CASE_STATUSES));
export const severitySchema = named('KibanaSeverity', oneOf(...SEVERITIES));
export const settingsSchema = named('KibanaSettings', objectOf({ syncAlerts: BOOLEAN }));
export const assigneeSchema = named('KibanaAssignee', objectOf({ uid: TEXT }));

/** The value of one custom field (K17.2). */
export const customFieldSchema = named(
  'KibanaCustomField',
  objectOf<keyof KibanaCustomField>({
    key: TEXT,
    type: oneOf('text', 'toggle', 'number'),
    value: { type: ['string', 'boolean', 'number', 'null'] },
  }),
);

/** A case (K15.1). */
export const caseSchema: JsonSchema = named(
  'KibanaCase',
  objectOf<keyof KibanaCase>({
    id: TEXT,
    version: { ...TEXT, description: 'Opaque; compare for equality only.' },
    owner: TEXT,
    title: TEXT,
    description: TEXT,
    tags: listOf(TEXT),
    category: orNull(TEXT),
    status: statusSchema,
    severity: severitySchema,
    assignees: listOf(assigneeSchema),
    settings: settingsSchema,
    connector: connectorAnswer,
    customFields: listOf(customFieldSchema),
    observables: { type: 'array', maxItems: 0, items: false },
    external_service: orNull(ANY_OBJECT),
    duration: { ...orNull(NUMBER), description: 'Whole seconds from creation to closing.' },
    created_at: INSTANT,
    created_by: userSchema,
    updated_at: orNull(INSTANT),
    updated_by: orNull(userSchema),
    closed_at: orNull(INSTANT),
    closed_by: orNull(userSchema),
    comments: listOf(attachmentSchema),
    totalComment: COUNT,
    totalAlerts: COUNT,
  }),
);
