import type { ObjectSchema, Schema, ValidationErrorItem, ValidationOptions } from 'joi';
import type { JsonPath } from '../../../domain/json_path.js';
import { jsonPathText } from '../../../domain/json_path.js';
import type { AlertFault } from '../../../services/alerts/alert_fault.js';
import { invalid } from '../../../services/alerts/alert_fault.js';
import { cutText } from '../../answer/cut_text.js';
import { crowding, findObject } from '../../request/find_object.js';
import type { Query } from '../../request/parse_query.js';
import type { AlertVocabulary } from './field_schemas.js';
import { INTEGER_BOUNDS } from './query_schemas.js';

/** Names are the client's words: no sentence shows more of one. */
const MAX_NAME_CHARACTERS = 200;

/** Only what is at fault is asked for, no sentence of Joi's own. */
const ERRORS: ValidationOptions = { errors: { label: false, render: false, stack: false } };

/**
 * The query's values.
 * @throws INVALID_REQUEST for the first bad parameter in the order of the schema (C2.1)
 */
export function decodeQuery(schema: ObjectSchema, query: Query): unknown {
  const result = schema.validate({ ...query }, ERRORS);
  const fault = result.error?.details[0];
  if (fault !== undefined) throw invalid(parameterFault(fault.path));
  // Joi's copy has no such key: it would become the copy's prototype.
  if (Object.hasOwn(query, '__proto__') && schema.$_getFlag('unknown') !== true) {
    throw invalid(parameterFault(['__proto__']));
  }
  return result.value;
}

/**
 * The object a body has to be.
 * @throws INVALID_REQUEST
 */
export function bodyObject(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid({ fault: 'body' });
  // The seam where an object is known to be one: it came from JSON, so its keys are strings.
  return body as Readonly<Record<string, unknown>>;
}

/**
 * The body's values, normalised.
 * @throws INVALID_REQUEST for the first bad field in the order of the schema (C13)
 */
export function decodeBody(
  schema: Schema,
  body: Readonly<Record<string, unknown>>,
  vocabulary: AlertVocabulary,
): unknown {
  const crowded = findObject(body, crowding());
  if (crowded !== undefined) throw invalid(valueFault(crowded));
  // Copying an object would turn such a key into the copy's prototype.
  const hidden = findObject(body, (keys) => keys.includes('__proto__'));
  if (hidden !== undefined) throw invalid({ fault: 'unknown', name: nameOf([...hidden, '__proto__']) });
  const result = schema.validate(body, { ...ERRORS, context: vocabulary });
  const fault = result.error?.details[0];
  if (fault !== undefined) throw invalid(fieldFault(fault));
  return result.value;
}

function parameterFault([key]: JsonPath): AlertFault {
  // No parameter by itself, but all of them together.
  if (key === undefined) return { fault: 'query' };
  const name = nameOf([key]);
  const bounds = Object.hasOwn(INTEGER_BOUNDS, name) ? INTEGER_BOUNDS[name] : undefined;
  return bounds === undefined ? { fault: 'parameter', name } : { fault: 'integer', name, ...bounds };
}

function fieldFault({ type, path }: ValidationErrorItem): AlertFault {
  switch (type) {
    case 'any.required':
      return { fault: 'missing', name: nameOf(path) };
    case 'any.unknown':
    case 'object.unknown':
      return { fault: 'unknown', name: nameOf(path) };
    default:
      return valueFault(path);
  }
}

function valueFault(path: JsonPath): AlertFault {
  return path.length === 0 ? { fault: 'body' } : { fault: 'value', name: nameOf(path) };
}

/** `tags[3]`, `custom_fields.k` (C13). */
function nameOf(path: JsonPath): string {
  return cutText(jsonPathText(path).toWellFormed(), MAX_NAME_CHARACTERS);
}
