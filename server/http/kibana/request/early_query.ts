import type { Description, ObjectSchema, ValidationErrorItem } from 'joi';
import { ActivityError } from '../../../domain/errors.js';
import { parseJson } from '../../request/parse_json.js';
import type { Query } from '../../request/parse_query.js';

/**
 * Decodes those query keys that are looked at before the caller's access (K2.2 step 4): booleans from text,
 * arrays from a repeated key or from JSON.
 * @throws INVALID_REQUEST naming the first problem
 */
export function decodeEarlyQuery(schema: ObjectSchema, query: Query): unknown {
  const types = typesOf(schema);
  // Without a prototype, so that `__proto__` is an unknown key like any other.
  const values = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(query)) values[key] = parsed(types.get(key), key, value);
  const result = schema.validate(values, { abortEarly: true });
  const [detail] = result.error?.details ?? [];
  if (detail === undefined) return result.value as unknown;
  throw new ActivityError('INVALID_REQUEST', problemOf(types, detail));
}

/** A single value of an array is its JSON. */
function parsed(type: string | undefined, key: string, value: string | readonly string[]): unknown {
  if (typeof value !== 'string' || type !== 'array') return value;
  try {
    return parseJson(value);
  } catch (cause) {
    const message = `[request query.${key}]: could not parse array value from json input`;
    throw new ActivityError('INVALID_REQUEST', message, { cause });
  }
}

function problemOf(types: Types, { type, path, context }: ValidationErrorItem): string {
  const name = `[request query.${path.join('.')}]`;
  if (type === 'object.unknown') return `${name}: definition for this key is missing`;
  const [key = '', ...inner] = path;
  // One of several shapes, none of which is that nothing is sent.
  if (type === 'any.required' && types.get(String(key)) === 'alternatives') {
    return `${name}: expected at least one defined value but got [undefined]`;
  }
  const expected = inner.length === 0 ? types.get(String(key)) : type.replace('.base', '');
  return `${name}: expected value of type [${String(expected)}] but got [${typeOf(context?.value)}]`;
}

/** The type of each key's value. */
type Types = ReadonlyMap<string, string | undefined>;

function typesOf(schema: ObjectSchema): Types {
  // The seam to Joi's untyped descriptions: an object schema is described by its keys.
  const keys = schema.describe()['keys'] as Readonly<Record<string, Description>>;
  return new Map(Object.entries(keys).map(([key, { type }]) => [key, type]));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
