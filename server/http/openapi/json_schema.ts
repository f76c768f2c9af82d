/** A JSON Schema (2020-12). One with a `title` is kept under that name in the OpenAPI document and referred to. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A string, a number, a boolean. */
export const TEXT: JsonSchema = { type: 'string' };
export const NUMBER: JsonSchema = { type: 'number' };
export const BOOLEAN: JsonSchema = { type: 'boolean' };
/** A safe integer from 0. */
export const COUNT: JsonSchema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
/** ISO 8601 in UTC with milliseconds. */
export const INSTANT: JsonSchema = { type: 'string', format: 'date-time' };
/** Any object. */
export const ANY_OBJECT: JsonSchema = { type: 'object', additionalProperties: true };

/** An object with these properties, all of them required but the `optional` ones; with its keys given: with just those. */
export function objectOf<Key extends string = string>(
  properties: Readonly<Record<Key, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return { type: 'object', required: Object.keys(properties), properties: { ...properties, ...optional } };
}

/** A list. */
export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** One of these words. */
export function oneOf(...words: readonly string[]): JsonSchema {
  return words.length === 1 ? { const: words[0] } : { type: 'string', enum: words };
}

/** The same or null. */
export function orNull(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  return typeof type === 'string' && !('title' in schema) && !('enum' in schema)
    ? { ...schema, type: [type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
}

/** The schema under a name. */
export function named(title: string, schema: JsonSchema): JsonSchema {
  return { title, ...schema };
}
