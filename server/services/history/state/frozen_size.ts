import { isJsonArray } from '../../../domain/json.js';
import type { Json } from '../../../domain/json.js';

/** What a value takes besides its text: its place, its header. */
const VALUE_BYTES = 16;

/** About how many bytes a text takes in memory. */
export function textSize(text: string): number {
  return VALUE_BYTES + text.length;
}

/** Freezes the value in depth and answers about how many bytes it takes in memory. Cost: the size of the value. */
export function frozenSize(value: Json): number {
  if (typeof value === 'string') return textSize(value);
  if (typeof value !== 'object' || value === null) return VALUE_BYTES;
  Object.freeze(value);
  let size = VALUE_BYTES;
  if (isJsonArray(value)) {
    for (const item of value) size += frozenSize(item);
  } else {
    for (const [key, member] of Object.entries(value)) size += textSize(key) + frozenSize(member);
  }
  return size;
}
