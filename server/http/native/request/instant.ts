import type { CustomHelpers, StringSchema } from 'joi';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/i;

const MAX_CHARACTERS = 40;

/** An RFC 3339 instant with any offset, or a day: its midnight in UTC (N1.1). Becomes a `Date`. */
export function instant(): StringSchema {
  return Joi.string()
    .max(MAX_CHARACTERS)
    .custom((text: string, helpers: CustomHelpers) => instantOf(text) ?? helpers.error('any.invalid'))
    .messages({ '*': 'must be an instant such as 2026-03-04T10:15:00Z, or a day' });
}

/** The instant that a text names; `undefined`: none. */
function instantOf(text: string): Date | undefined {
  // In an address a plus sign that is not escaped is a blank.
  const [sent, year, month, day] = RFC_3339.exec(text.replace(/ (?=\d\d:\d\d$)/, '+')) ?? [];
  if (sent === undefined) return undefined;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > days) return undefined;
  const date = new Date(sent.toUpperCase());
  return Number.isNaN(date.getTime()) ? undefined : date;
}
