import type { CustomHelpers, StringSchema } from 'joi';
import { MAX_RECORD_NUMBER, MAX_SEQ } from '../../../../common/constants.js';
import type { RowPlace } from '../../../domain/log/space_log.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';

const MAX_CHARACTERS = 200;
const PARTS = /^(-?\d{1,16})\.(\d{1,10})\.(\d{1,7})$/;

/** Where a page by time begins, as an opaque text: it says nothing that the page before it does not say. */
export function cursorOf({ at, number, seq }: RowPlace): string {
  return Buffer.from(`${String(at.getTime())}.${String(number)}.${String(seq)}`).toString('base64url');
}

/** A text that `cursorOf` has made; becomes the place. */
export function cursorParameter(): StringSchema {
  return Joi.string()
    .max(MAX_CHARACTERS)
    .custom((text: string, helpers: CustomHelpers) => placeOf(text) ?? helpers.error('any.invalid'))
    .messages({ '*': 'must be the cursor of a page' });
}

function placeOf(text: string): RowPlace | undefined {
  const parts = PARTS.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (parts === null) return undefined;
  const [time, number, seq] = parts.slice(1).map(Number);
  const at = new Date(time ?? NaN);
  if (Number.isNaN(at.getTime()) || number === undefined || seq === undefined) return undefined;
  const place = { at, number, seq };
  // A text that means the same in another way was made by somebody else.
  return number <= MAX_RECORD_NUMBER && seq <= MAX_SEQ && cursorOf(place) === text ? place : undefined;
}
