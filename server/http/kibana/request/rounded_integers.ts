import { ActivityError, isActivityError } from '../../../domain/errors.js';

/** Keys of the numbers of custom fields. */
const VALUE = /(?:^|\.)(value|defaultValue)$/;

/**
 * An integer beyond 2^53 - 1 is refused where bodies are parsed, as it would be rounded. As the value of a custom field
 * it is so in the words that K14 has for it; any other error is answered as it is.
 */
export function inWordsOfNumbers(error: unknown): unknown {
  if (!isActivityError(error, 'INVALID_REQUEST') || error.details['fault'] !== 'number') return error;
  const { field } = error.details;
  const name = typeof field === 'string' ? VALUE.exec(field)?.[1] : undefined;
  return name === undefined
    ? error
    : new ActivityError('INVALID_REQUEST', integerText(name), { cause: error });
}

/** What is said of a number that is no safe integer (K14). */
export function integerText(field: string): string {
  return `The ${field} field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.`;
}
