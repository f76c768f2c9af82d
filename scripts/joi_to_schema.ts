import type { Schema } from 'joi';
import joiToJson from 'joi-to-json';
import type { JsonSchema } from '../server/http/openapi/json_schema.js';

/** What `describe()` of a Joi schema answers, as far as it is changed here. */
interface Described {
  readonly type?: string;
  readonly metas?: readonly Readonly<Record<string, unknown>>[];
  readonly matches?: readonly {
    readonly switch?: readonly { readonly then?: Described; readonly otherwise?: Described }[];
  }[];
  readonly rules?: readonly { readonly name: string; readonly args?: { readonly limit?: number } }[];
}

// Its types describe an ES module; what Node imports is the CommonJS function itself.
const toJsonSchema = joiToJson as unknown as (
  schema: { readonly describe: () => unknown },
  mode: 'open-api-3.1',
) => JsonSchema;

/** Keywords that a rule which Joi itself does not know states by `.meta()`. */
const STATED = ['minLength', 'maxLength', 'minItems', 'maxItems', 'maxProperties', 'pattern', 'format'];

/** The converter passes on such metas only. */
const PREFIX = 'x-stated-';

/** The JSON Schema of what the Joi schema accepts, limits of custom rules included where they are stated. */
export function jsonSchemaOf(schema: Schema): JsonSchema {
  const described = marked(schema.describe());
  return cleaned(toJsonSchema({ describe: () => described }, 'open-api-3.1')) as JsonSchema;
}

function marked(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(marked);
  if (typeof part !== 'object' || part === null || part instanceof RegExp) return part;
  const only = onlyChoice(part);
  if (only !== undefined) return marked(only);
  const members = Object.fromEntries(
    Object.entries(part).flatMap(([key, member]) => (isRefusal(member) ? [] : [[key, marked(member)]])),
  ) as object;
  const { type, metas = [], rules = [] } = part as Described;
  const stated = Object.assign({}, ...metas) as Readonly<Record<string, unknown>>;
  const most = rules.find(({ name }) => name === 'max')?.args?.limit;
  const keywords = {
    ...(type === 'object' && most !== undefined ? { maxProperties: most } : {}),
    ...Object.fromEntries(Object.entries(stated).filter(([key]) => STATED.includes(key))),
  };
  const entries = Object.entries(keywords).map(([key, value]) => [PREFIX + key, value] as const);
  return entries.length === 0 ? members : { ...members, metas: [...metas, Object.fromEntries(entries)] };
}

/** The one shape of a choice by type that has just one: the converter cannot do those. */
function onlyChoice({ metas = [], matches }: Described): Described | undefined {
  const [choice, ...more] = matches?.[0]?.switch ?? [];
  if (choice?.then === undefined || more.length > 0 || !isRefusal(choice.otherwise)) return undefined;
  return { ...choice.then, metas: [...(choice.then.metas ?? []), ...metas] };
}

/** A branch that nothing passes: it is there for the sentence about what is wrong. */
function isRefusal(member: unknown): boolean {
  const { metas } = (member ?? {}) as Described;
  return Array.isArray(metas) && metas.some((meta) => 'refuses' in meta);
}

/** Without what the converter leaves behind: keys that are not allowed, and patterns of keys among the keys. */
function cleaned(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(cleaned);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).flatMap(([key, member]): [string, unknown][] => {
      // A list of words says itself of what type they are.
      if (key === 'type' && Array.isArray(member) && 'enum' in part) return [];
      if (key.startsWith(PREFIX)) return [[key.slice(PREFIX.length), member]];
      if (key !== 'properties') return [[key, cleaned(member)]];
      const properties = Object.entries(member as Record<string, unknown>).filter(
        ([name, schema]) => !name.startsWith('/') && !isForbidden(schema),
      );
      return [[key, cleaned(Object.fromEntries(properties))]];
    }),
  );
}

function isForbidden(schema: unknown): boolean {
  const { not } = schema as { readonly not?: object };
  return not !== undefined && Object.keys(not).length === 0;
}
