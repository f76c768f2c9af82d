import type { ObjectSchema, ValidationErrorItem, ValidationOptions } from 'joi';
import type { NativeFault } from '../../../../common/native.js';
import { isActivityError } from '../../../domain/errors.js';
import { cutText } from '../../answer/cut_text.js';
import { MAX_PROBLEMS } from '../../request/bounded_joi.js';
import type { ProblemContext } from '../../request/bounded_joi.js';
import type { Query } from '../../request/parse_query.js';
import { invalidRequest } from './faults.js';

/** Names are the client's words: no answer shows more of one. */
const MAX_NAME_CHARACTERS = 200;

const OPTIONS: ValidationOptions = { abortEarly: false, errors: { label: false, stack: false } };

const UNKNOWN = 'is not a parameter here';

/** Names and values as they were sent: a page's links have the same ones. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** What `decodeQuery` adds to a query's values. */
export interface Sent {
  readonly sent: Pairs;
}

/**
 * The query's values, and the pairs that were sent.
 * @throws INVALID_REQUEST with all faults at once, one a parameter, in the order of the schema (N1.1)
 */
export function decodeQuery(schema: ObjectSchema, query: Query): object {
  const context: ProblemContext = { problems: new Set() };
  const { value, error } = schema.validate({ ...query }, { ...OPTIONS, context }) as {
    value: object;
    error?: { details: readonly ValidationErrorItem[] };
  };
  const faults = new Map<string, string>();
  // Joi's copy has no such key: it would become the copy's prototype.
  if (Object.hasOwn(query, '__proto__')) faults.set('__proto__', UNKNOWN);
  for (const item of error?.details ?? []) {
    const name = String(item.path[0] ?? '');
    if (faults.size < MAX_PROBLEMS && !faults.has(name)) faults.set(name, detailOf(item, query));
  }
  if (faults.size > 0) throw invalidRequest([...faults].map(([name, detail]) => fault(name, detail)));
  return { ...value, sent: pairsOf(query) };
}

/** What is wrong with a query that cannot be read at all, as a fault like any other. */
export function unreadableQuery(error: unknown): unknown {
  return isActivityError(error, 'INVALID_REQUEST')
    ? invalidRequest([fault('?', 'must be at most 1,000 parameters in UTF-8')], error)
    : error;
}

function fault(name: string, detail: string): NativeFault {
  return { parameter: cutText(name.toWellFormed(), MAX_NAME_CHARACTERS), detail };
}

function detailOf({ type, message, path }: ValidationErrorItem, query: Query): string {
  if (type === 'object.unknown') return UNKNOWN;
  const [name] = path;
  const isList = path.length > 1 || type.startsWith('array.');
  if (!isList && Array.isArray(query[String(name)])) return 'must be given once';
  return message;
}

function pairsOf(query: Query): Pairs {
  return Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => [name, one] as const),
  );
}
