import { ALERT_SEVERITIES } from '../../../common/casebender.js';
import { isJsonObject } from '../../domain/json.js';
import type { Json } from '../../domain/json.js';

const MAX_CODE_POINTS = 200;

/** A field's value as sentences show it: severity as its word, at most 200 code points (C5). */
export function valueText(field: string, value: Json): string {
  const word = field === 'severity' && typeof value === 'number' ? ALERT_SEVERITIES[value - 1] : undefined;
  return shortened(word ?? raw(value));
}

/** Members of a set as sentences show them: each in single quotes, in order; an observable by its `data` (C5). */
export function itemsText(field: string, items: readonly Json[]): string {
  return items.map((item) => `'${shortened(itemText(field, item))}'`).join(', ');
}

function itemText(field: string, item: Json): string {
  const data = field === 'observables' && isJsonObject(item) ? item['data'] : undefined;
  return typeof data === 'string' ? data : raw(item);
}

function raw(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shortened(text: string): string {
  // Code points are never more than code units, so most texts are not taken apart.
  if (text.length <= MAX_CODE_POINTS) return text;
  const points = Array.from(text);
  return points.length <= MAX_CODE_POINTS ? text : `${points.slice(0, MAX_CODE_POINTS - 1).join('')}…`;
}
