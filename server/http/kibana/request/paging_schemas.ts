import type { CustomHelpers, StringSchema } from 'joi';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';

/** So many documents can be paged through (K14). */
const MAX_DOCUMENTS = 10_000;

/** Whatever is longer is no page that there is. */
const MAX_DIGITS = 100;

const CODES: Readonly<Record<string, string>> = {
  'string.empty': 'number.unparsable',
  'string.max': 'any.invalid',
};

/** A page from 1, as a query has it: a text. */
export const pageNumber = wholeNumber(1);

/** How many documents a page has. */
export function perPage(max: number): StringSchema {
  return wholeNumber(0).custom((text: string, helpers) =>
    Number(text) > max ? helpers.error('page.size', { limit: max }) : text,
  );
}

/** Refuses a page that ends too far behind; of what is not sent nothing is taken for granted (K8). */
export function withinWindow<T extends { readonly page?: string; readonly perPage?: string }>(
  query: T,
  helpers: CustomHelpers,
): T | ReturnType<CustomHelpers['error']> {
  const [page, size] = [Number(query.page ?? 0), Number(query.perPage ?? 0)];
  return Math.max(page, page * size) > MAX_DOCUMENTS
    ? helpers.error('page.window', { limit: MAX_DOCUMENTS })
    : query;
}

/** A text that is a number (K2.4); one that is not whole or below `least` is not supplied (K8). */
function wholeNumber(least: number): StringSchema {
  return (
    Joi.string()
      .max(MAX_DIGITS)
      .custom((text: string, helpers) => {
        const value = text.trim() === '' ? NaN : Number(text);
        if (Number.isNaN(value)) return helpers.error('number.unparsable');
        return Number.isSafeInteger(value) && value >= least ? text : helpers.error('any.invalid');
      })
      // What Joi finds by itself, in the words of K2.4.
      .error((errors) => {
        for (const error of errors) error.code = CODES[error.code] ?? error.code;
        return errors;
      })
      .meta({ pattern: '^[0-9]+$' })
  );
}
