import type { JsonPath } from '../../domain/json_path.js';

/** An object of a request has at most this many keys, whatever its schema makes of them. */
export const MAX_OBJECT_KEYS = 500;

/** All objects of a request have together at most this many keys: more than twice what is of use. */
const MAX_KEYS = 20_000;

/**
 * Where the first object stands whose keys match, outer ones and earlier ones first; `undefined` if none does.
 * Costs one look at every value up to there, so it may be asked before anything is known of the value's size.
 */
export function findObject(
  value: unknown,
  matches: (keys: readonly string[]) => boolean,
): JsonPath | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const found = findObject(value[i], matches);
      if (found !== undefined) return [i, ...found];
    }
    return undefined;
  }
  const keys = Object.keys(value);
  if (matches(keys)) return [];
  for (const key of keys) {
    const found = findObject((value as Readonly<Record<string, unknown>>)[key], matches);
    if (found !== undefined) return [key, ...found];
  }
  return undefined;
}

/**
 * For `findObject`: where a request has too many keys. Schemas bound lists by themselves, but each key of an
 * object costs its validation, known or not.
 */
export function crowding(): (keys: readonly string[]) => boolean {
  let total = 0;
  return ({ length }) => {
    total += length;
    return length > MAX_OBJECT_KEYS || total > MAX_KEYS;
  };
}
