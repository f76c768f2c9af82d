import type { ArraySchema, CustomHelpers, NumberSchema, StringSchema } from 'joi';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { isLanguageTag, MAX_TAG_CHARACTERS } from '../../prose/language_tag.js';

const MAX_VALUES = 50;
/** Longer than any id or user name that a record can have. */
const MAX_NAME_CHARACTERS = 1_000;
const NAME_FAULT = 'must be a name of 1 to 1,000 characters';

/** A whole number in plain digits. */
export function integer(min: number, max: number): NumberSchema {
  return Joi.number()
    .integer()
    .min(min)
    .max(max)
    .custom(plainDigits)
    .messages({ '*': `must be an integer from ${String(min)} to ${String(max)}` });
}

/** A key that may be repeated: at most 50 of these words (N1.1). */
export function wordList(...words: readonly string[]): ArraySchema {
  return list(
    Joi.string().valid(...words),
    `must be one of ${words.filter((word) => word !== '').join(', ')}`,
  );
}

/** A key that may be repeated: at most 50 names (N1.1). */
export function nameList(): ArraySchema {
  return list(Joi.string().max(MAX_NAME_CHARACTERS), NAME_FAULT);
}

/** A name. */
export function oneName(): StringSchema {
  return Joi.string().max(MAX_NAME_CHARACTERS).messages({ '*': NAME_FAULT });
}

/** Oldest first or newest first. */
export function order(): StringSchema {
  return Joi.string().valid('asc', 'desc').messages({ '*': 'must be asc or desc' });
}

/** The language of the answer (N1.1). */
export function locale(): StringSchema {
  return Joi.string()
    .max(MAX_TAG_CHARACTERS)
    .custom((tag: string, helpers) => (isLanguageTag(tag) ? tag : helpers.error('any.invalid')))
    .messages({ '*': 'must be a language tag such as es or pt-BR' })
    .description('BCP 47 tag of the language of the answer');
}

function list(items: StringSchema, fault: string): ArraySchema {
  return Joi.array()
    .items(items)
    .max(MAX_VALUES)
    .single()
    .messages({ 'array.max': `must be at most ${String(MAX_VALUES)} values`, '*': fault });
}

/** Joi alone would take `1e2`, `+1` and ` 1 ` for numbers. */
function plainDigits(value: number, helpers: CustomHelpers): unknown {
  const sent: unknown = helpers.original;
  return typeof sent === 'string' && !/^\d+$/.test(sent) ? helpers.error('number.base') : value;
}
