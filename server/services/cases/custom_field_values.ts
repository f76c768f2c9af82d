import { ActivityError } from '../../domain/errors.js';
import type { Json } from '../../domain/json.js';
import type { CustomFieldDefinition, CustomFieldValue } from '../configurations/configuration.js';

/** The most that a text value can have after trimming, in characters (K14). */
export const MAX_TEXT_VALUE = 160;

const TYPE_OF: Readonly<Record<CustomFieldDefinition['type'], string>> = {
  text: 'string',
  toggle: 'boolean',
  number: 'number',
};

/** Whether a field of that type can have the value: its own, or none. */
export function hasValueOf(type: CustomFieldDefinition['type'], value: Json): boolean {
  return value === null || typeof value === TYPE_OF[type];
}

/**
 * Checks one value that is put (K17.4): none for a required field, then its type and length.
 * @throws INVALID_REQUEST naming the first problem
 */
export function checkCustomFieldValue(
  { type, required }: CustomFieldDefinition,
  value: CustomFieldValue,
): void {
  if (value === null && required) throw invalid('Custom field value cannot be null or undefined.');
  if (!hasValueOf(type, value)) throw invalid(`Invalid value "${String(value)}" supplied to "value"`);
  if (typeof value !== 'string') return;
  const { length } = value.trim();
  if (length === 0) throw invalid('The value field cannot be an empty string.');
  if (length > MAX_TEXT_VALUE) {
    const limit = String(MAX_TEXT_VALUE);
    throw invalid(`The length of the value is too long. The maximum length is ${limit}.`);
  }
}

function invalid(message: string): ActivityError {
  return new ActivityError('INVALID_REQUEST', message);
}
