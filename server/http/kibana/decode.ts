import type { Schema, ValidationErrorItem, ValidationOptions } from 'joi';
import { ActivityError } from '../../domain/errors.js';

/** Code of a schema's own sentence, which stands in the context as `text` (K14). */
export const SENTENCE = 'kibana.sentence';

const OPTIONS: ValidationOptions = { abortEarly: false, convert: false, presence: 'optional' };

/**
 * Decodes strictly: every problem at once, nothing converted. Answers the value itself, keys in the order sent.
 * @throws INVALID_REQUEST with the texts of K2.4; unknown keys only when all values are fine
 */
export function decode(schema: Schema, value: unknown): unknown {
  const { error } = schema.validate(value, OPTIONS);
  const details = error?.details ?? [];
  const wrong = details.filter((detail) => detail.type !== 'object.unknown');
  if (wrong.length > 0) throw invalid([...new Set(wrong.map(problemOf))].join(','));
  const unknown = new Set(details.map((detail) => JSON.stringify(detail.path)));
  const keys = unknownKeys(value, unknown, []);
  if (keys.length > 0) throw invalid(`invalid keys "${keys.join(',')}"`);
  return value;
}

function problemOf(detail: ValidationErrorItem): string {
  const context: Readonly<Record<string, unknown>> = detail.context ?? {};
  const keys = detail.path.filter((key) => typeof key === 'string');
  switch (detail.type) {
    case SENTENCE:
      return String(context['text']);
    case 'array.min':
      return `The length of the field ${fieldOf(detail)} is too short. Array must be of length >= ${String(context['limit'])}.`;
    case 'array.max':
      return `The length of the field ${fieldOf(detail)} is too long. Array must be of length <= ${String(context['limit'])}.`;
    default:
      return `Invalid value "${shown(context['value'])}" supplied to "${keys.join(',')}"`;
  }
}

/** The name of an array: its key, for a whole body the label of its schema. */
function fieldOf({ path, context }: ValidationErrorItem): string {
  return path.findLast((key) => typeof key === 'string') ?? context?.label ?? '';
}

function shown(value: unknown): string {
  if (value === undefined) return 'undefined';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Unknown keys in the order sent, each followed by the JSON of its object or of the elements of its array. */
function unknownKeys(value: unknown, unknown: ReadonlySet<string>, path: readonly unknown[]): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => unknownKeys(item, unknown, [...path, i]));
  return Object.entries(value).flatMap(([key, member]: [string, unknown]) => {
    const here = [...path, key];
    // Joi itself passes over a key `__proto__`.
    return key === '__proto__' || unknown.has(JSON.stringify(here))
      ? [key, ...jsonOf(member)]
      : unknownKeys(member, unknown, here);
  });
}

function jsonOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(item));
  return typeof value === 'object' && value !== null ? [JSON.stringify(value)] : [];
}

function invalid(message: string): ActivityError {
  return new ActivityError('INVALID_REQUEST', message);
}
