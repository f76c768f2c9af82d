import Joi from 'joi';

/** Where settings may come from besides the configuration itself. */
export interface Sources {
  /** Folder that relative paths start from. */
  readonly baseDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A check of one value: the sentence of its fault, or `undefined` when it is fine. */
export type Check<T> = (value: T, around: (levels: number) => unknown) => string | undefined;

/** Texts of faults. None of them repeats the value, which may be a secret. */
export const MESSAGES = {
  fault: '{{#sentence}}',
  faults: '{{#sentences}}',
  'any.required': 'is required',
  'any.unknown': 'is not allowed here',
  'object.unknown': 'is not a known key',
  'object.xor': 'takes only one of {{#peers}}',
  'object.missing': 'needs one of {{#peers}}',
  'object.base': 'must be an object',
  'string.base': 'must be a text',
  'string.empty': 'must not be empty',
  'string.pattern.base': 'has the wrong form',
};

const ISO_8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** The Joi error of a fault with this sentence. */
export function fault(helpers: Joi.CustomHelpers, sentence: string): Joi.ErrorReport {
  return helpers.error('fault', { sentence });
}

/** The Joi error of a value with several faults: each becomes one of its own. */
export function severalFaults(helpers: Joi.CustomHelpers, sentences: readonly string[]): Joi.ErrorReport {
  return helpers.error('faults', { sentences });
}

/** The value that holds the checked one, so many levels up: 0 is its object or list. */
export function enclosing(helpers: Joi.CustomHelpers, levels: number): unknown {
  const chain: unknown = helpers.state.ancestors;
  return Array.isArray(chain) ? chain.at(levels) : undefined;
}

/** A Joi rule from a check. What the check sees around a value may not be valid itself. */
export function checked<T>(check: Check<T>): Joi.CustomValidator<T> {
  return (value, helpers) => {
    const sentence = check(value, (levels) => enclosing(helpers, levels));
    return sentence === undefined ? value : fault(helpers, sentence);
  };
}

/** The value's member of that name; `undefined` when there is no such thing. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

/** The value's elements; none when it is no array. */
export function elements(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The keys of an object, or of each kind of object that it may be. */
type KeysOf<T> = T extends unknown ? Extract<keyof T, string> : never;

/** The schema of an object: a key that stands only in its type or only here does not compile. */
export function schemaOf<T>(keys: Readonly<Record<KeysOf<T>, Joi.Schema>>): Joi.ObjectSchema {
  return Joi.object(keys);
}

/** A text that no earlier element of the surrounding list has under the same key. */
export function uniqueText(key: string): Joi.StringSchema {
  return Joi.string()
    .required()
    .custom((value: string, helpers) => {
      const same = elements(enclosing(helpers, 1)).filter((element) => member(element, key) === value);
      return same.length > 1 && !isFirst(helpers, key, value) ? fault(helpers, 'is used twice') : value;
    });
}

function isFirst(helpers: Joi.CustomHelpers, key: string, value: string): boolean {
  const path = helpers.state.path ?? [];
  const first = elements(enclosing(helpers, 1)).findIndex((element) => member(element, key) === value);
  return path.at(-2) === first;
}

/** A text that may be absent or null. */
export function optionalText(): Joi.StringSchema {
  return Joi.string().empty(null);
}

/** A time as ISO 8601, which becomes a `Date`. */
export function instant(): Joi.StringSchema {
  return Joi.string().custom((text: string, helpers) => {
    const date = new Date(text);
    const valid = ISO_8601.test(text) && !Number.isNaN(date.getTime());
    return valid ? date : fault(helpers, 'must be an ISO 8601 time such as 2027-01-01T00:00:00Z');
  });
}

/** A list of texts, by default empty. */
export function texts(element: Joi.StringSchema = Joi.string()): Joi.ArraySchema {
  return Joi.array().items(element).default([]);
}

/** A whole number within bounds. */
export function integer(least: number, most: number = Number.MAX_SAFE_INTEGER): Joi.NumberSchema {
  return Joi.number().integer().min(least).max(most);
}

/** A TLP or PAP clearance (C11.4). */
export function clearance(which: 'TLP' | 'PAP'): Joi.NumberSchema {
  return integer(0, 4)
    .empty(null)
    .description(`Highest ${which} this caller may see; without it 2, for a superuser always 4.`);
}
