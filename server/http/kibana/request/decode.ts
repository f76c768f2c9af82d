import type { Schema, ValidationErrorItem, ValidationOptions } from 'joi';
import type { JsonPath } from '../../../domain/json_path.js';
import { ActivityError } from '../../../domain/errors.js';
import type { ProblemContext } from '../../request/bounded_joi.js';
import { MAX_PROBLEMS } from '../../request/bounded_joi.js';
import { cutText } from '../../answer/cut_text.js';
import { crowding, findObject } from '../../request/find_object.js';
import { integerText } from './rounded_integers.js';

/** So much of a value is shown in a message. */
const MAX_SHOWN_CHARACTERS = 1000;

const OPTIONS: ValidationOptions = {
  abortEarly: false,
  convert: false,
  presence: 'optional',
  // Unknown keys are found by what is gone: as problems of Joi's, each of them would cost an error.
  stripUnknown: true,
  // An error is named after its key alone, and no sentence of Joi's own is made.
  errors: { label: 'key', render: false, stack: false },
};

/**
 * Decodes strictly: every problem at once, up to a hundred; nothing converted. Answers the value itself,
 * keys in the order sent.
 * @throws INVALID_REQUEST with the texts of K2.4; unknown keys only when all values are fine
 */
export function decode(schema: Schema, value: unknown): unknown {
  const crowded = findObject(value, crowding());
  if (crowded !== undefined) throw invalid(`Too many keys supplied to "${keysOn(crowded)}"`);
  const context: ProblemContext = { problems: new Set() };
  const result = schema.validate(value, { ...OPTIONS, context });
  const problems = (result.error?.details ?? []).slice(0, MAX_PROBLEMS).map(problemOf);
  if (problems.length > 0) throw invalid([...new Set(problems)].join(','));
  const keys: string[] = [];
  addUnknownKeys(keys, value, result.value);
  if (keys.length > 0) throw invalid(`invalid keys "${keys.join(',')}"`);
  return value;
}

function problemOf(detail: ValidationErrorItem): string {
  const context: Readonly<Record<string, unknown>> = detail.context ?? {};
  const limit = String(context['limit']);
  const field = fieldOf(detail);
  switch (detail.type) {
    case 'string.empty':
      return isElement(detail)
        ? 'string must have length >= 1'
        : `The ${field} field cannot be an empty string.`;
    case 'string.max':
      return `The length of the ${field} is too long. The maximum length is ${limit}.`;
    case 'array.min':
      return `The length of the field ${field} is too short. Array must be of length >= ${limit}.`;
    case 'array.max':
      return `The length of the field ${field} is too long. Array must be of length <= ${limit}.`;
    case 'number.integer':
    case 'number.unsafe':
    case 'number.infinity':
      return integerText(field);
    case 'key.pattern':
      return "Key must be lower case, a-z, 0-9, '_', and '-' are allowed";
    case 'number.unparsable':
      return `${invalidValue(detail)},cannot parse to a number`;
    case 'page.size':
      return `The provided ${field} value is too high. The maximum allowed ${field} value is ${limit}.`;
    case 'page.window':
      return `The number of documents is too high. Paginating through more than ${limit} documents is not possible.`;
    case 'space.id':
      return "must be lower case, a-z, 0-9, '_', and '-' are allowed";
    case 'spaces.purposes':
      return 'purpose and include_authorized_purposes cannot be used together';
    case 'status.formats':
      return 'provide only one format option: v7format or v8format';
    case 'search.words':
      return `The ${field} has too many words. The maximum number of words is ${limit}.`;
    default:
      return invalidValue(detail);
  }
}

function invalidValue({ context, path }: ValidationErrorItem): string {
  return `Invalid value "${shown(context?.value)}" supplied to "${keysOn(path)}"`;
}

/** The keys on the way to a value; positions are left out. */
function keysOn(path: JsonPath): string {
  return path.filter((key) => typeof key === 'string').join(',');
}

/** The name of what is wrong: the label of its schema, else its key; an element without label has that of its array. */
function fieldOf(detail: ValidationErrorItem): string {
  return (
    (isElement(detail) ? detail.path.findLast((key) => typeof key === 'string') : detail.context?.label) ?? ''
  );
}

function isElement({ context }: ValidationErrorItem): boolean {
  return /^\[\d+\]$/.test(context?.label ?? '');
}

function shown(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  return cutText(text, MAX_SHOWN_CHARACTERS);
}

/** Adds keys that `known` lacks in the order sent, each followed by the JSON of its object or of the elements of its array. */
function addUnknownKeys(keys: string[], sent: unknown, known: unknown): void {
  if (sent === known || !isObject(sent) || !isObject(known)) return;
  for (const key of Object.keys(sent)) {
    if (keys.length >= MAX_PROBLEMS) return;
    if (Object.hasOwn(known, key)) addUnknownKeys(keys, sent[key], known[key]);
    else keys.push(shown(key), ...jsonOf(sent[key]));
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function jsonOf(value: unknown): string[] {
  if (Array.isArray(value))
    return value.slice(0, MAX_PROBLEMS).map((item) => cutText(JSON.stringify(item), MAX_SHOWN_CHARACTERS));
  return isObject(value) ? [shown(value)] : [];
}

function invalid(message: string): ActivityError {
  return new ActivityError('INVALID_REQUEST', message);
}
