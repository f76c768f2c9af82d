import { ActivityError } from '../domain/errors.js';
import type { Json, JsonObject } from '../domain/json.js';
import { isJsonArray, isJsonObject } from '../domain/json.js';

/**
 * Checks the custom fields of a request (K17.3). No owner has a configuration, so none can be sent.
 * @throws INVALID_REQUEST naming the first problem
 */
export function checkCustomFields(fields: Json | undefined): void {
  if (!isJsonArray(fields) || fields.length === 0) return;
  const keys = fields.filter(isJsonObject).map(keyOf);
  const repeated = new Set(keys.filter((key, i) => keys.indexOf(key) !== i));
  if (repeated.size > 0) {
    throw new ActivityError(
      'INVALID_REQUEST',
      `Invalid duplicated customFields keys in request: ${[...repeated].join(',')}`,
    );
  }
  throw new ActivityError('INVALID_REQUEST', 'No custom fields configured.');
}

function keyOf(field: JsonObject): string {
  return typeof field['key'] === 'string' ? field['key'] : '';
}
