import type { ObjectSchema, ValidationErrorItem } from 'joi';
import { ActivityError } from '../../domain/errors.js';
import type { Query } from '../incoming.js';

/**
 * Decodes those query keys that are looked at before the caller's access (K2.2 step 4): booleans from text,
 * arrays from a repeated key or from JSON.
 * @throws INVALID_REQUEST naming the first problem
 */
export function decodeEarlyQuery(schema: ObjectSchema, query: Query): unknown {
  // Without a prototype, so that `__proto__` is an unknown key like any other.
  const values = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(query)) values[key] = parsed(schema, key, value);
  const result = schema.validate(values, { abortEarly: true });
  const [detail] = result.error?.details ?? [];
  if (detail === undefined) return result.value as unknown;
  throw new ActivityError('INVALID_REQUEST', problemOf(schema, detail));
}

/** A single value of an array is its JSON. */
function parsed(schema: ObjectSchema, key: string, value: string | readonly string[]): unknown {
  if (typeof value !== 'string' || typeIn(schema, key) !== 'array') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch (cause) {
    const message = `[request query.${key}]: could not parse array value from json input`;
    throw new ActivityError('INVALID_REQUEST', message, { cause });
  }
}

function problemOf(schema: ObjectSchema, { type, path, context }: ValidationErrorItem): string {
  const name = `[request query.${path.join('.')}]`;
  if (type === 'object.unknown') return `${name}: definition for this key is missing`;
  const [key = '', ...inner] = path;
  const expected = inner.length === 0 ? typeIn(schema, String(key)) : type.replace('.base', '');
  return `${name}: expected value of type [${String(expected)}] but got [${typeOf(context?.value)}]`;
}

function typeIn(schema: ObjectSchema, key: string): string | undefined {
  try {
    return schema.extract([key]).type;
  } catch {
    return undefined;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
