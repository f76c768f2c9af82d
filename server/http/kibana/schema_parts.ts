import Joi from 'joi';
import type { ArraySchema, ObjectSchema, Schema, StringSchema } from 'joi';
import { SENTENCE } from './decode.js';

/** Any string, also an empty one. */
export const anyText = Joi.string().allow('');

/** A string or null. */
export const textOrNull = anyText.allow(null);

/** A string of 1 to `max` characters after trimming; `field` is its name in the texts of K14. */
export function limitedText(field: string, max: number): StringSchema {
  return anyText.custom((value: string, helpers) => {
    const { length } = value.trim();
    if (length === 0) {
      return helpers.error(SENTENCE, { text: `The ${field} field cannot be an empty string.` });
    }
    return length <= max
      ? value
      : helpers.error(SENTENCE, {
          text: `The length of the ${field} is too long. The maximum length is ${String(max)}.`,
        });
  });
}

/** An array of at most `max` elements. */
export function limitedList(items: Schema, max: number): ArraySchema {
  return Joi.array().items(items).max(max);
}

/** An object of one of several shapes: its `type` chooses, and only errors of that shape are reported (K2.4). */
export function byType(shapes: Readonly<Record<string, ObjectSchema>>): Schema {
  return Joi.alternatives().conditional('.type', {
    switch: Object.entries(shapes).map(([type, shape]) => ({ is: type, then: shape })),
    otherwise: Joi.object({ type: Joi.valid(...Object.keys(shapes)).required() }).unknown(true),
  });
}
