import { ActivityError } from '../../domain/errors.js';

/** Query parameters as sent: a key given twice is an array; `page[x]` and `__proto__` are keys like any other. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

const MAX_PAIRS = 1000;

/**
 * The query of a request's URL. Costs its length; beyond 1,000 pairs nothing of it is read.
 * @throws INVALID_REQUEST, with `part: 'query'` in its details, when there are more pairs or one is not UTF-8
 */
export function parseQuery(url: string): Query {
  const values = Object.create(null) as Record<string, string | string[]>;
  const start = url.indexOf('?');
  if (start < 0) return values;
  const pairs = url.slice(start + 1).split('&', MAX_PAIRS + 1);
  if (pairs.length > MAX_PAIRS) {
    throw invalid(`Request query has more than ${String(MAX_PAIRS)} parameters.`);
  }
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decoded(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decoded(pair.slice(equals + 1));
    const earlier = values[key];
    if (Array.isArray(earlier)) earlier.push(value);
    else values[key] = earlier === undefined ? value : [earlier, value];
  }
  return values;
}

/** As `URLSearchParams` reads it, but for bytes that are no UTF-8: they would name something else than was sent. */
function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced.replaceAll(/%(?![0-9A-Fa-f]{2})/g, '%25'));
  } catch (cause) {
    throw invalid('Request query is not UTF-8 text.', cause);
  }
}

function invalid(message: string, cause?: unknown): ActivityError {
  return new ActivityError('INVALID_REQUEST', message, { cause, details: { part: 'query' } });
}
