import { createHash } from 'node:crypto';
import type { Json } from '../../domain/json.js';
import { isJsonArray } from '../../domain/json.js';
import { MAX_RANK_CHARACTERS, MAX_TERM_CHARACTERS } from '../../domain/listing.js';
import type { SINGLE_TERMS } from '../../domain/listing.js';

/** The term of a value that a record has one of: `status:open`. What is no text is none. */
export function termFor(name: (typeof SINGLE_TERMS)[number], value: Json | undefined): readonly string[] {
  return typeof value === 'string' ? termsFor(name, value) : [];
}

/** A term for each text among the values, each once: `tag:mail`; of a very long text its digest. What is no text is none. */
export function termsFor(name: string, values: Json | undefined): readonly string[] {
  const texts = (isJsonArray(values) ? values : [values]).filter((value) => typeof value === 'string');
  return [...new Set(texts)].map((text) => {
    const term = `${name}:${text}`;
    return term.length <= MAX_TERM_CHARACTERS ? term : `${name}#${digestOf(text)}`;
  });
}

/** No other term looks like it: behind a name they have a colon. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** A text's place in an order; `undefined` when it is no text. */
export function textRank(value: Json | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.slice(0, MAX_RANK_CHARACTERS).replaceAll('\0', '').toWellFormed();
}

/** The place of an ISO 8601 time: epoch milliseconds; `undefined` when it is none. */
export function timeRank(value: Json | undefined): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The place of a value among known ones, from 0; `undefined` when it is none of them. */
export function placeAmong(known: readonly string[], value: Json | undefined): number | undefined {
  const place = known.findIndex((one) => one === value);
  return place === -1 ? undefined : place;
}
