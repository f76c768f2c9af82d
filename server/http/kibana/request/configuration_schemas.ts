import type { ObjectSchema, Schema, StringSchema } from 'joi';
import { MAX_TEXT_VALUE } from '../../../services/cases/custom_field_values.js';
import type { ConfigurationPatch, NewConfiguration } from '../../../services/configurations/configuration.js';
import { CLOSURE_TYPES } from '../../../services/configurations/configuration.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { caseAttributes } from './case_schemas.js';
import { connectorSchema } from './connector_schema.js';
import { byType, freeText, limitedList, limitedText } from './schema_parts.js';

/** The most custom fields, templates and types of observables that a configuration can have, each (K14, K17.1). */
const MAX_ELEMENTS = 10;

const MAX_KEY_CHARACTERS = 36;
const KEY = /^[a-z0-9_-]+$/;

/** Custom fields that cases can have (K17.2). */
const customFields = limitedList(
  byType({
    text: definition('text', limitedText('defaultValue', MAX_TEXT_VALUE)),
    toggle: definition('toggle', Joi.boolean()),
    number: definition('number', Joi.number().integer()),
  }),
  MAX_ELEMENTS,
);

const templates = limitedList(
  Joi.object({
    key: key().required(),
    name: limitedText('name', 50).required(),
    description: limitedText('description', 1000).allow(''),
    tags: limitedList(limitedText('tag', 50), 10),
    caseFields: Joi.object(caseAttributes).allow(null).required(),
  }),
  MAX_ELEMENTS,
);

const observableTypes = limitedList(
  Joi.object({ key: key().required(), label: limitedText('label', 50).required() }),
  MAX_ELEMENTS,
);

const closureType = Joi.valid(...CLOSURE_TYPES);

/** Body of W11 (K17.1). */
export const newConfigurationSchema = Joi.object<NewConfiguration>({
  owner: freeText().required(),
  connector: connectorSchema.required(),
  closure_type: closureType.required(),
  ...{ customFields, templates, observableTypes },
}).meta({ title: 'KibanaNewConfiguration' });

/** Body of W12 (K17.1). */
export const configurationPatchSchema = Joi.object<ConfigurationPatch>({
  version: freeText().required(),
  connector: connectorSchema,
  closure_type: closureType,
  ...{ customFields, templates, observableTypes },
}).meta({ title: 'KibanaConfigurationPatch' });

function definition(type: string, value: Schema): ObjectSchema {
  return Joi.object({
    key: key().required(),
    label: limitedText('label', 50).required(),
    type: Joi.valid(type).required(),
    required: Joi.boolean().required(),
    defaultValue: value.allow(null),
  });
}

/** By what a field or a template is referred to. */
function key(): StringSchema {
  return limitedText('key', MAX_KEY_CHARACTERS)
    .custom((value: string, helpers) => {
      const { length } = value.trim();
      // Of one that is empty or too long nothing else is told.
      const told = length === 0 || length > MAX_KEY_CHARACTERS;
      return told || KEY.test(value) ? value : helpers.error('key.pattern');
    })
    .meta({ pattern: KEY.source });
}
