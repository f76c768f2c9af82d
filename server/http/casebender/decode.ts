import type { ObjectSchema, Schema, ValidationErrorItem } from 'joi';
import type { AlertFault } from '../../services/alert_fault.js';
import { invalid } from '../../services/alert_fault.js';
import type { Query } from '../incoming.js';
import type { AlertVocabulary } from './field_schemas.js';
import { INTEGER_BOUNDS } from './query_schemas.js';

/**
 * The query's values.
 * @throws INVALID_REQUEST for the first bad parameter in the order of the schema (C2.1)
 */
export function decodeQuery(schema: ObjectSchema, query: Query): unknown {
  const result = schema.validate({ ...query });
  const fault = result.error?.details[0];
  if (fault !== undefined) throw invalid(parameterFault(String(fault.path[0])));
  return result.value;
}

/**
 * The object a body has to be.
 * @throws INVALID_REQUEST
 */
export function bodyObject(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalid({ fault: 'body' });
  return { ...body };
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
  const hidden = prototypePath(body, []);
  if (hidden !== undefined) throw invalid({ fault: 'unknown', name: nameOf(hidden) });
  const result = schema.validate(body, { context: vocabulary });
  const fault = result.error?.details[0];
  if (fault !== undefined) throw invalid(fieldFault(fault));
  return result.value;
}

function parameterFault(name: string): AlertFault {
  const bounds = INTEGER_BOUNDS[name];
  return bounds === undefined ? { fault: 'parameter', name } : { fault: 'integer', name, ...bounds };
}

function fieldFault({ type, path }: ValidationErrorItem): AlertFault {
  if (path.length === 0) return { fault: 'body' };
  const name = nameOf(path);
  switch (type) {
    case 'any.required':
      return { fault: 'missing', name };
    case 'any.unknown':
    case 'object.unknown':
      return { fault: 'unknown', name };
    default:
      return { fault: 'value', name };
  }
}

/** `tags[3]`, `custom_fields.k` (C13). */
function nameOf(path: readonly (string | number)[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${String(part)}]` : i === 0 ? part : `.${part}`))
    .join('');
}

/** Where a key `__proto__` is: copying an object would turn it into the copy's prototype. */
function prototypePath(
  value: unknown,
  path: readonly (string | number)[],
): readonly (string | number)[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, '__proto__')) return [...path, '__proto__'];
  for (const [key, member] of Object.entries(value)) {
    const found = prototypePath(member, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
