import type { ArraySchema, ObjectSchema, Schema, StringSchema } from 'joi';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { MAX_OBJECT_KEYS } from '../../request/find_object.js';

/** The most that a text may have which Kibana leaves without limit, such as an owner. */
const MAX_FREE_CHARACTERS = 5000;

const MAX_FREE_VALUES = 10_000;

/** Any well-formed string, also an empty one, of at most `max` characters. */
export function freeText(max: number = MAX_FREE_CHARACTERS): StringSchema {
  return Joi.string()
    .allow('')
    .max(max)
    .custom((value: string, helpers) => (value.isWellFormed() ? value : helpers.error('any.invalid')));
}

/** Any object, of at most so many values at all depths, whose texts are well-formed. */
export function freeObject(): ObjectSchema {
  return Joi.object()
    .unknown(true)
    .max(MAX_OBJECT_KEYS)
    .custom((value: object, helpers) => (isPlain(value) ? value : helpers.error('any.invalid')))
    .meta({ maxValues: MAX_FREE_VALUES });
}

/** A free text or null. */
export const textOrNull = freeText().allow(null);

/** A well-formed string of 1 to `max` characters after trimming; `field` is its name in the texts of K14. */
export function limitedText(field: string, max: number): StringSchema {
  return trimmedText(max).label(field);
}

/** As `limitedText`, but an element of a list that has no name of its own. */
export function limitedElement(): StringSchema {
  return trimmedText(MAX_FREE_CHARACTERS);
}

/** An array of at most `max` elements. */
export function limitedList(items: Schema, max: number): ArraySchema {
  return Joi.array().items(items).max(max);
}

/** An object of one of several shapes: its `type` chooses, and only errors of that shape are reported (K2.4). */
export function byType(shapes: Readonly<Record<string, ObjectSchema>>): Schema {
  return Joi.alternatives().conditional('.type', {
    switch: Object.entries(shapes).map(([type, shape]) => ({ is: type, then: shape })),
    // Fits nothing: the missing or unknown type is the only problem, other keys are not looked at.
    otherwise: Joi.object({ type: Joi.valid(...Object.keys(shapes)).required() }).meta({ refuses: true }),
  });
}

// Without `allow('')`: what is allowed by name passes all rules.
function trimmedText(max: number): StringSchema {
  return Joi.string()
    .custom((value: string, helpers) => {
      if (!value.isWellFormed()) return helpers.error('any.invalid');
      const { length } = value.trim();
      if (length === 0) return helpers.error('string.empty');
      return length <= max ? value : helpers.error('string.max', { limit: max });
    })
    .meta({ minLength: 1, maxLength: max });
}

/** Whether it is not too much, and can be written as UTF-8. */
function isPlain(value: object): boolean {
  let values = 0;
  const left: unknown[] = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    values += 1;
    if (values > MAX_FREE_VALUES) return false;
    if (typeof next === 'string' && !next.isWellFormed()) return false;
    if (typeof next !== 'object' || next === null) continue;
    if (!Object.keys(next).every((key) => key.isWellFormed())) return false;
    left.push(...(Object.values(next) as unknown[]));
  }
  return true;
}
