import Joi from 'joi';
import type { JsonObject } from '../../domain/json.js';
import type { NewCase } from '../../services/case_state.js';
import { connectorSchema } from './connector_schema.js';
import { SENTENCE } from './decode.js';
import { anyText, byType, limitedList, limitedText } from './schema_parts.js';

const title = limitedText('title', 160);
const description = limitedText('description', 30_000);
const tags = limitedList(limitedText('tag', 256), 200);
const category = limitedText('category', 50).allow(null);
const severity = Joi.valid('low', 'medium', 'high', 'critical');
const settings = Joi.object({ syncAlerts: Joi.boolean().required() });
const assignees = limitedList(Joi.object({ uid: anyText.required() }), 10);

const customNumber = Joi.number()
  .unsafe()
  .custom((value: number, helpers) =>
    Number.isSafeInteger(value)
      ? value
      : helpers.error(SENTENCE, {
          text: 'The value field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.',
        }),
  );

/** Values of custom fields on a case (K17.2). */
const customFields = limitedList(
  byType({
    text: customField(limitedText('value', 160)),
    toggle: customField(Joi.boolean()),
    number: customField(customNumber),
  }),
  10,
);

/** Body of W1 (K15.2). */
export const newCaseSchema = Joi.object<NewCase>({
  title: title.required(),
  description: description.required(),
  tags: tags.required(),
  owner: anyText.required(),
  connector: connectorSchema.required(),
  settings: settings.required(),
  severity,
  assignees,
  category,
  customFields,
});

/** Body of W2: `id` and `version` of every case, and those of its attributes that are to change (K15.3). */
export const casesPatchSchema = Joi.object<CasesPatch>({
  cases: Joi.array()
    .items(
      Joi.object({
        id: anyText.required(),
        version: anyText.required(),
        title,
        description,
        tags,
        status: Joi.valid('open', 'in-progress', 'closed'),
        severity,
        connector: connectorSchema,
        settings,
        assignees,
        category,
        customFields,
        owner: anyText,
      }),
    )
    .min(1)
    .max(100)
    .required(),
});

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
export const idsShapeSchema = Joi.object({ ids: Joi.array().items(anyText).required() });

const id = anyText.custom((value: string, helpers) =>
  value.trim() === '' ? helpers.error(SENTENCE, { text: 'string must have length >= 1' }) : value,
);

/** Limits of the query of W3 (K14). */
export const idsSchema = Joi.object<Ids>({ ids: Joi.array().items(id).min(1).max(100).required() });

/** A decoded query of W3. */
export interface Ids {
  readonly ids: readonly string[];
}

function customField(value: Joi.Schema): Joi.ObjectSchema {
  return Joi.object({
    key: anyText.required(),
    type: anyText.required(),
    value: value.allow(null).required(),
  });
}
