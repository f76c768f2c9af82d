import type { ObjectSchema, Schema } from 'joi';
import { CASE_STATUSES, SEVERITIES } from '../../../../common/constants.js';
import type { JsonObject } from '../../../domain/json.js';
import type { NewCase } from '../../../services/cases/case_state.js';
import { MAX_TEXT_VALUE } from '../../../services/cases/custom_field_values.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { connectorSchema } from './connector_schema.js';
import { byType, freeText, limitedElement, limitedList, limitedText } from './schema_parts.js';

const MAX_UID_CHARACTERS = 100;
const MAX_KEY_CHARACTERS = 100;

const title = limitedText('title', 160);
const description = limitedText('description', 30_000);
const tags = limitedList(limitedText('tag', 256), 200);
const category = limitedText('category', 50).allow(null);
const severity = Joi.valid(...SEVERITIES);
const settings = Joi.object({ syncAlerts: Joi.boolean().required() });
const assignees = limitedList(Joi.object({ uid: freeText(MAX_UID_CHARACTERS).required() }), 10);

/** Values of custom fields on a case (K17.2). */
const customFields = limitedList(
  byType({
    text: customField('text', limitedText('value', MAX_TEXT_VALUE)),
    toggle: customField('toggle', Joi.boolean()),
    number: customField('number', Joi.number().integer()),
  }),
  10,
);

/** Attributes of a case that both a request and a template can have. */
export const caseAttributes = {
  ...{ title, description, tags, severity, connector: connectorSchema },
  ...{ settings, assignees, category, customFields },
};

/** Body of W1 (K15.2). */
export const newCaseSchema = Joi.object<NewCase>({
  title: title.required(),
  description: description.required(),
  tags: tags.required(),
  owner: freeText().required(),
  connector: connectorSchema.required(),
  settings: settings.required(),
  severity,
  assignees,
  category,
  customFields,
}).meta({ title: 'KibanaNewCase' });

/** Body of W2: `id` and `version` of every case, and those of its attributes that are to change (K15.3). */
export const casesPatchSchema = Joi.object<CasesPatch>({
  cases: limitedList(
    Joi.object({
      id: freeText().required(),
      version: freeText().required(),
      ...caseAttributes,
      status: Joi.valid(...CASE_STATUSES),
      owner: freeText(),
    }),
    100,
  )
    .min(1)
    .required(),
}).meta({ title: 'KibanaCasesPatch' });

/** A decoded body of W2. */
export interface CasesPatch {
  readonly cases: readonly CasePatch[];
}

/** One case of it. */
export type CasePatch = JsonObject & { readonly id: string; readonly version: string };

/** Query of G1 (K15.5). */
export const includeCommentsSchema = Joi.object<IncludeComments>({
  includeComments: Joi.boolean().sensitive(),
});

/** A decoded query of G1. */
export interface IncludeComments {
  readonly includeComments?: boolean;
}

/** Shape of the query of W3, looked at before the caller's access (K2.2 step 4). */
export const idsShapeSchema = Joi.object({ ids: Joi.array().items(Joi.string().allow('')).required() });

/** Limits of the query of W3 (K14). */
export const idsSchema = Joi.object<Ids>({ ids: limitedList(limitedElement(), 100).min(1).required() });

/** A decoded query of W3. */
export interface Ids {
  readonly ids: readonly string[];
}

function customField(type: string, value: Schema): ObjectSchema {
  return Joi.object({
    key: freeText(MAX_KEY_CHARACTERS).required(),
    type: Joi.valid(type).required(),
    value: value.allow(null).required(),
  });
}
