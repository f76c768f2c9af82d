import { isJsonArray } from './json.js';
import type { Json, JsonObject } from './json.js';

/** Begins the identity of everything that is not its own. */
const MARK = '\0';

/**
 * A scalar that two values have in common exactly when `sameJson` calls them the same, so that sets and maps
 * know them. Cost: the size of the value; most scalars are their own identity.
 */
export function identityOf(value: Json): string | number | boolean | null {
  if (typeof value === 'string') return value.startsWith(MARK) ? MARK + value : value;
  return typeof value === 'object' && value !== null ? `${MARK}${canonicalText(value)}` : value;
}

/** JSON with sorted keys, and -0 as 0. */
function canonicalText(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return isJsonArray(value) ? canonicalList(value) : canonicalObject(value);
}

function canonicalList(items: readonly Json[]): string {
  let text = '[';
  for (const item of items) text += `${canonicalText(item)},`;
  return `${text}]`;
}

function canonicalObject(object: JsonObject): string {
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    text += `${JSON.stringify(key)}:${canonicalText(object[key] ?? null)},`;
  }
  return `${text}}`;
}
