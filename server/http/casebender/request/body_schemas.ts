import type { ObjectSchema, Schema } from 'joi';
import { ALERT_SEVERITIES } from '../../../../common/casebender.js';
import type { AlertBulk, AlertBulkPatch } from '../../../services/alerts/alert_bulk.js';
import type { AlertFields, AlertPatch } from '../../../services/alerts/alert_fields.js';
import { ALERT_FIELDS } from '../../../services/alerts/alert_fields.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import {
  alertIds,
  configured,
  customFields,
  integer,
  line,
  link,
  observables,
  textOrNull,
  prose,
  tags,
  text,
} from './field_schemas.js';

/** At most so many alerts are changed by one request (C9.5). */
const MAX_BULK_ALERTS = 500;

const ALERT_ID = /^(?!create-case$)[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** Body of `POST /v1/alerts` (C9.2). */
export type CreateAlertBody = AlertPatch &
  Pick<AlertFields, 'title' | 'severity'> & { readonly id?: string; readonly owner?: string };

/** Body of `PATCH /v1/alerts/{id}` (C9.3); `version` is a precondition, not a field. */
export type UpdateAlertBody = AlertPatch & { readonly version?: number };

/** Body of a comment (C9.7). */
export interface AddCommentBody {
  readonly body: string;
}

/** A changed comment; `version` is a precondition. */
export interface EditCommentBody extends AddCommentBody {
  readonly version?: number;
}

/** The fields that somebody sets, with the rules of C9.1. */
export const WRITABLE = {
  title: line(256),
  description: text(0, 30_000),
  status: configured('statuses'),
  severity: Joi.alternatives(
    Joi.string().valid(...ALERT_SEVERITIES),
    Joi.number().strict().integer().min(1).max(ALERT_SEVERITIES.length),
  ),
  type: textOrNull(256),
  source: textOrNull(256),
  source_ref: textOrNull(256),
  external_link: link(2048),
  tlp: integer(0, 4),
  pap: integer(0, 4),
  assigned_to: textOrNull(256),
  tags: tags(),
  custom_fields: customFields(),
  observables: observables(),
};

/** Every key of an alert in the order of C9.1, then those of other bodies; those the request may not have are unknown at their place. */
const ALL_KEYS = [
  'id',
  'tiny_id',
  'owner',
  ...ALERT_FIELDS,
  'case_id',
  'created_by',
  'created_at',
  'updated_at',
  'version',
  'alert_ids',
] as const;

/** A new alert; faults are reported in the order of C9.1. */
export const createAlertBody: ObjectSchema<CreateAlertBody> = inOrder<CreateAlertBody>({
  ...WRITABLE,
  id: Joi.string().max(128).pattern(ALERT_ID),
  owner: configured('owners'),
  title: WRITABLE.title.required(),
  severity: WRITABLE.severity.required(),
}).meta({ title: 'NewAlert' });

/** A change of an alert: at least one field. */
export const updateAlertBody: ObjectSchema<UpdateAlertBody> = inOrder<UpdateAlertBody>({
  ...WRITABLE,
  version: integer(1, Number.MAX_SAFE_INTEGER),
})
  .or(...ALERT_FIELDS)
  .meta({ title: 'AlertPatch' });

const BULK_FIELDS = ['status', 'severity', 'assigned_to', 'tags', 'custom_fields'] as const;

const { status, severity, assigned_to, custom_fields } = WRITABLE;

/** One change of many alerts (C9.5): at least one field. */
export const updateAlertsBody: ObjectSchema<AlertBulk> = Joi.object<AlertBulk>({
  ids: alertIds(MAX_BULK_ALERTS).required(),
  updates: inOrder<AlertBulkPatch>({
    ...{ status, severity, assigned_to, custom_fields },
    tags: WRITABLE.tags.description('Added to the tags of each alert'),
  })
    .or(...BULK_FIELDS)
    .required(),
}).meta({ title: 'AlertBulk' });

/** A comment. */
export const addCommentBody: ObjectSchema<AddCommentBody> = Joi.object<AddCommentBody>({
  body: prose(10_000).required(),
}).meta({ title: 'NewAlertComment' });

/** A change of a comment. */
export const editCommentBody: ObjectSchema<EditCommentBody> = Joi.object<EditCommentBody>({
  body: prose(10_000).required(),
  version: integer(1, Number.MAX_SAFE_INTEGER),
}).meta({ title: 'AlertCommentPatch' });

/** An object whose faults are reported in the order of C9.1; keys that are not given are unknown. */
export function inOrder<T>(
  keys: Readonly<Partial<Record<(typeof ALL_KEYS)[number], Schema>>>,
): ObjectSchema<T> {
  const ordered = ALL_KEYS.map((key) => [key, keys[key] ?? Joi.forbidden()] as const);
  const schema: ObjectSchema<T> = Joi.object(Object.fromEntries(ordered));
  return schema.custom(withSeverityWord);
}

/** 1 to 4 mean the words in ascending order (C9.1). */
function withSeverityWord(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { severity } = body;
  return typeof severity === 'number' ? { ...body, severity: ALERT_SEVERITIES[severity - 1] } : body;
}
