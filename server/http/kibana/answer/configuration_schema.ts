import type {
  KibanaCaseTemplate,
  KibanaConfiguration,
  KibanaCustomFieldDefinition,
  KibanaMapping,
  KibanaObservableType,
} from '../../../../common/kibana_configuration.js';
import { CLOSURE_TYPES, CUSTOM_FIELD_TYPES } from '../../../services/configurations/configuration.js';
import {
  ANY_OBJECT,
  BOOLEAN,
  INSTANT,
  listOf,
  named,
  objectOf,
  oneOf,
  orNull,
  TEXT,
} from '../../openapi/json_schema.js';
import { connectorAnswer } from './case_schema.js';
import { userSchema } from './user_schema.js';

type Required<T, Optional extends keyof T> = Exclude<keyof T, Optional> & string;

const definition = named(
  'KibanaCustomFieldDefinition',
  objectOf<Required<KibanaCustomFieldDefinition, 'defaultValue'>>(
    { key: TEXT, label: TEXT, type: oneOf(...CUSTOM_FIELD_TYPES), required: BOOLEAN },
    { defaultValue: { type: ['string', 'boolean', 'number', 'null'] } },
  ),
);

const template = named(
  'KibanaCaseTemplate',
  objectOf<Required<KibanaCaseTemplate, 'description' | 'tags'>>(
    { key: TEXT, name: TEXT, caseFields: orNull(ANY_OBJECT) },
    { description: TEXT, tags: listOf(TEXT) },
  ),
);

const observableType = named(
  'KibanaObservableType',
  objectOf<keyof KibanaObservableType>({ key: TEXT, label: TEXT }),
);

const mapping = named(
  'KibanaMapping',
  objectOf<keyof KibanaMapping>({
    action_type: oneOf('append', 'nothing', 'overwrite'),
    source: oneOf('title', 'description', 'comments', 'tags'),
    target: TEXT,
  }),
);

/** A configuration (K17.1). */
export const configurationSchema = named(
  'KibanaConfiguration',
  objectOf<keyof KibanaConfiguration>({
    id: TEXT,
    version: { ...TEXT, description: 'Opaque; compare for equality only.' },
    owner: TEXT,
    closure_type: oneOf(...CLOSURE_TYPES),
    connector: connectorAnswer,
    customFields: listOf(definition),
    templates: listOf(template),
    observableTypes: listOf(observableType),
    mappings: listOf(mapping),
    error: orNull(TEXT),
    created_at: INSTANT,
    created_by: userSchema,
    updated_at: orNull(INSTANT),
    updated_by: orNull(userSchema),
  }),
);
