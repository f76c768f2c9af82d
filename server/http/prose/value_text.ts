import { SEVERITIES } from '../../../common/constants.js';
import { isJsonObject } from '../../domain/json.js';
import type { Json } from '../../domain/json.js';

/** Of one value, and of all members of a set together. */
const MAX_CODE_POINTS = 200;
const MAX_ITEMS_CODE_POINTS = 2_000;

/** A field's value as sentences show it: severity as its word, at most 200 code points (C5). */
export function valueText(field: string, value: Json): string {
  const word = field === 'severity' && typeof value === 'number' ? SEVERITIES[value - 1] : undefined;
  return shortened(word ?? raw(value));
}

/**
 * Members of a set as sentences show them: each in single quotes, in order; an observable by its `data` (C5). As many
 * as have at most 2,000 code points together, at least one, then how many are not shown: `'a', 'b'… (+478)`.
 */
export function itemsText(field: string, items: readonly Json[]): string {
  let text = '';
  let length = 0;
  for (const [i, item] of items.entries()) {
    const next = `${i === 0 ? '' : ', '}'${shortened(itemText(field, item))}'`;
    length += Array.from(next).length;
    if (i > 0 && length > MAX_ITEMS_CODE_POINTS) return `${text}… (+${String(items.length - i)})`;
    text += next;
  }
  return text;
}

function itemText(field: string, item: Json): string {
  const data = field === 'observables' && isJsonObject(item) ? item['data'] : undefined;
  return typeof data === 'string' ? data : raw(item);
}

function raw(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shortened(text: string): string {
  // Code points are never more than code units, so most texts are not taken apart, and of a long one only its beginning.
  if (text.length <= MAX_CODE_POINTS) return text;
  const points = Array.from(text.slice(0, 2 * (MAX_CODE_POINTS + 1)));
  return points.length <= MAX_CODE_POINTS ? text : `${points.slice(0, MAX_CODE_POINTS - 1).join('')}…`;
}
