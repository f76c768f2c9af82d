import { MAX_JSON_DEPTH } from '../../../../common/constants.js';
import type { Json, JsonObject } from '../../../domain/json.js';
import { isJsonObject } from '../../../domain/json.js';
import { nestsTooDeep } from '../../request/body/json_text.js';

/** A value of the history and what a line has around it, with room for what older hosts took. */
const MAX_LEVELS = 2 * MAX_JSON_DEPTH;

/**
 * The object of a text that `JSON.stringify` writes in the same way: none of its members is there twice, so nobody reads
 * it otherwise. `undefined`: it is none.
 */
export function readObject(text: string): JsonObject | undefined {
  if (nestsTooDeep(text, MAX_LEVELS)) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) && JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
