import { MAX_JSON_DEPTH } from '../../../common/constants.js';
import { ActivityError } from '../../domain/errors.js';
import type { JsonFault } from './body/json_fault.js';
import { findFault, placeOf } from './body/json_fault.js';
import { hasRoundedInteger, nestsTooDeep } from './body/json_text.js';

/**
 * The value of a JSON text exactly as written: well-formed Unicode, no integer that a double would round.
 * @throws INVALID_REQUEST
 */
export function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) throw refusal({ fault: 'depth', path: [] }, Infinity);
  const value = parsed(text);
  const fault = findFault(value, { maxBytes: Infinity, integers: 'safe' });
  if (fault === undefined) return value;
  // 1.5e300 is a float that was kept; only digits in full promise that each of them counts.
  const certain =
    fault.fault === 'number' && !hasRoundedInteger(text)
      ? findFault(value, { maxBytes: Infinity, integers: 'any' })
      : fault;
  if (certain === undefined) return value;
  throw refusal(certain, Infinity);
}

/**
 * A value that a parser of the host has made, held to the same rules as far as it shows.
 * @throws INVALID_REQUEST, PAYLOAD_TOO_LARGE
 */
export function checkJson(value: unknown, maxBytes: number): unknown {
  const fault = findFault(value, { maxBytes, integers: 'safe' });
  if (fault !== undefined) throw refusal(fault, maxBytes);
  return value;
}

/** The answer to more bytes than are taken. */
export function bodyTooLarge(maxBytes: number): ActivityError {
  return new ActivityError(
    'PAYLOAD_TOO_LARGE',
    `Payload content length greater than maximum allowed: ${String(maxBytes)}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ActivityError('INVALID_REQUEST', 'Invalid request payload JSON format', { cause });
  }
}

function refusal({ fault, path }: JsonFault, maxBytes: number): ActivityError {
  const field = placeOf(path);
  const at = field === '' ? '' : ` at "${field}"`;
  const details = { field, fault, path };
  switch (fault) {
    case 'depth':
      // Fifty levels of keys say nothing to anybody.
      return invalid(`is nested deeper than ${String(MAX_JSON_DEPTH)} levels.`);
    case 'text':
      return invalid(`is not well-formed Unicode${at}.`, details);
    case 'number':
      return invalid(`has a number that cannot be kept exactly${at}.`, details);
    case 'size':
      return bodyTooLarge(maxBytes);
    case 'foreign':
      return invalid(`has a value that is not JSON${at}: a body parser of the host made it.`, details);
  }
}

function invalid(message: string, details = {}): ActivityError {
  return new ActivityError('INVALID_REQUEST', `Request payload ${message}`, { details });
}
