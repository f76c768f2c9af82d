import type { ObjectSchema, Schema } from 'joi';
import Joi from 'joi';
import { ALERT_SEVERITIES } from '../../../common/casebender.js';
import type { AlertFields, AlertPatch } from '../../services/alert_fields.js';
import { ALERT_FIELDS } from '../../services/alert_fields.js';
import {
  configured,
  customFields,
  integer,
  line,
  link,
  observables,
  optionalText,
  prose,
  tags,
  text,
} from './field_schemas.js';

const ALERT_ID = /^(?!create-case$)[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** Body of `POST /v1/alerts` (C9.2). */
export type CreateAlertBody = AlertPatch &
  Pick<AlertFields, 'title' | 'severity'> & { readonly id?: string; readonly owner?: string };

/** Body of `PATCH /v1/alerts/{id}` (C9.3); `version` is a precondition, not a field. */
export type UpdateAlertBody = AlertPatch & { readonly version?: number };

/** Body of a comment (C9.7). */
export interface CommentBody {
  readonly body: string;
}

const WRITABLE = {
  title: line(256),
  description: text(0, 30_000),
  status: configured('statuses'),
  severity: Joi.alternatives(
    Joi.string().valid(...ALERT_SEVERITIES),
    Joi.number().strict().integer().min(1).max(ALERT_SEVERITIES.length),
  ),
  type: optionalText(256),
  source: optionalText(256),
  source_ref: optionalText(256),
  external_link: link(2048),
  tlp: integer(0, 4),
  pap: integer(0, 4),
  assigned_to: optionalText(256),
  tags: tags(),
  custom_fields: customFields(),
  observables: observables(),
};

/** Every key of an alert in the order of C9.1; those the request may not have are unknown at their place. */
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
] as const;

/** A new alert; faults are reported in the order of C9.1. */
export const createAlertBody: ObjectSchema<CreateAlertBody> = inOrder<CreateAlertBody>({
  ...WRITABLE,
  id: Joi.string().pattern(ALERT_ID),
  owner: configured('owners'),
  title: WRITABLE.title.required(),
  severity: WRITABLE.severity.required(),
});

/** A change of an alert: at least one field. */
export const updateAlertBody: ObjectSchema<UpdateAlertBody> = inOrder<UpdateAlertBody>({
  ...WRITABLE,
  version: integer(1, Number.MAX_SAFE_INTEGER),
}).or(...ALERT_FIELDS);

/** A comment. */
export const commentBody: ObjectSchema<CommentBody> = Joi.object<CommentBody>({
  body: prose(10_000).required(),
});

function inOrder<T>(keys: Readonly<Partial<Record<(typeof ALL_KEYS)[number], Schema>>>): ObjectSchema<T> {
  const ordered = ALL_KEYS.map((key) => [key, keys[key] ?? Joi.forbidden()] as const);
  const schema: ObjectSchema<T> = Joi.object(Object.fromEntries(ordered));
  return schema.custom(withSeverityWord);
}

/** 1 to 4 mean the words in ascending order (C9.1). */
function withSeverityWord(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { severity } = body;
  return typeof severity === 'number' ? { ...body, severity: ALERT_SEVERITIES[severity - 1] } : body;
}
