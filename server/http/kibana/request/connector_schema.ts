import type { ObjectSchema, Schema } from 'joi';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { byType, freeText, limitedList, textOrNull } from './schema_parts.js';

const MAX_INCIDENT_TYPES = 100;

const booleanOrNull = Joi.boolean().allow(null);

/** Keys of `fields` per type of connector (K18). */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  '.jira': required('issueType', 'priority', 'parent'),
  '.resilient': {
    incidentTypes: limitedList(freeText(), MAX_INCIDENT_TYPES).allow(null).required(),
    ...required('severityCode'),
  },
  '.servicenow': {
    ...required('impact', 'severity', 'urgency', 'category', 'subcategory'),
    additionalFields: textOrNull,
  },
  '.servicenow-sir': {
    ...required('category', 'priority', 'subcategory'),
    destIp: booleanOrNull.required(),
    sourceIp: booleanOrNull.required(),
    malwareHash: booleanOrNull.required(),
    malwareUrl: booleanOrNull.required(),
    additionalFields: textOrNull,
  },
  '.swimlane': required('caseId'),
  '.thehive': { tlp: Joi.number().allow(null).required() },
};

/** A connector value on cases and configurations (K18); whether the connector exists is not looked at. */
export const connectorSchema = byType({
  '.none': connector({
    id: Joi.valid('none').required(),
    name: Joi.valid('none').required(),
    type: Joi.valid('.none').required(),
    fields: Joi.valid(null).required(),
  }),
  '.cases-webhook': named('.cases-webhook', Joi.valid(null)),
  ...Object.fromEntries(
    Object.entries(FIELDS).map(([type, fields]) => [type, named(type, Joi.object(fields).allow(null))]),
  ),
}).meta({ title: 'KibanaNewConnector' });

/** The body of a push (W10): nothing, or nothing in braces. */
export const nothingSchema = Joi.object({}).meta({ title: 'KibanaPush' });

function named(type: string, fields: Schema): ObjectSchema {
  return connector({
    id: freeText().required(),
    name: freeText().required(),
    type: Joi.valid(type).required(),
    fields: fields.required(),
  });
}

function connector(keys: Readonly<Record<string, Schema>>): ObjectSchema {
  return Joi.object(keys);
}

function required(...names: string[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(names.map((name) => [name, textOrNull.required()]));
}
