import type { IncomingHttpHeaders } from 'node:http';
import type { ObjectSchema, ValidationErrorItem, ValidationOptions } from 'joi';
import type { NativeFault } from '../../../../common/native.js';
import { isActivityError } from '../../../domain/errors.js';
import { cutText } from '../../answer/cut_text.js';
import { BoundedJoi as Joi, MAX_PROBLEMS } from '../../request/bounded_joi.js';
import type { ProblemContext } from '../../request/bounded_joi.js';
import type { Query } from '../../request/parse_query.js';
import { invalidRequest } from './faults.js';

/** Names are the client's words: no answer shows more of one. */
const MAX_NAME_CHARACTERS = 200;

const OPTIONS: ValidationOptions = { abortEarly: false, errors: { label: false, stack: false } };

const UNKNOWN = 'is not a parameter here';

/** Names and values as they were sent: a page's links have the same ones. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** What `decodeParameters` adds to a query's values. */
export interface Sent {
  readonly sent: Pairs;
}

/** By what the parameters and headers of a request are checked. */
export interface ParameterSchemas {
  readonly query: ObjectSchema;
  /** Of the headers that count, by their lower-case names. */
  readonly checkedHeaders?: ObjectSchema;
  /** Headers by their names as they are written. */
  readonly headers?: object;
}

/**
 * The query's values, and the pairs that were sent. Headers are checked, not decoded.
 * @throws INVALID_REQUEST with all faults at once, one a parameter or header, in the order of the schemas (N1.1)
 */
export function decodeParameters(
  { query: schema, checkedHeaders = Joi.object(), headers: named = {} }: ParameterSchemas,
  query: Query,
  headers: IncomingHttpHeaders,
): object {
  const context: ProblemContext = { problems: new Set() };
  const { value, error } = validated(schema, { ...query }, context);
  const faults = new Map<string, string>();
  // Joi's copy has no such key: it would become the copy's prototype.
  if (Object.hasOwn(query, '__proto__')) faults.set('__proto__', UNKNOWN);
  for (const item of error?.details ?? []) {
    const name = String(item.path[0] ?? '');
    if (faults.size < MAX_PROBLEMS && !faults.has(name)) faults.set(name, detailOf(item, query));
  }
  const ofHeaders = validated(checkedHeaders.options({ stripUnknown: true }), { ...headers }, context).error;
  const all = [
    ...[...faults].map(([name, detail]) => fault(name, detail)),
    ...(ofHeaders?.details ?? []).map((item) => headerFault(item, Object.keys(named))),
  ];
  if (all.length > 0) throw invalidRequest(all);
  return { ...value, sent: pairsOf(query) };
}

function validated(schema: ObjectSchema, sent: object, context: ProblemContext): Validated {
  return schema.validate(sent, { ...OPTIONS, context }) as Validated;
}

interface Validated {
  readonly value: object;
  readonly error?: { readonly details: readonly ValidationErrorItem[] };
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

function headerFault({ path, message }: ValidationErrorItem, names: readonly string[]): NativeFault {
  const lower = String(path[0]);
  return { header: names.find((name) => name.toLowerCase() === lower) ?? lower, detail: message };
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
