import type { IncomingHttpHeaders } from 'node:http';
import type { Access } from '../../access/access.js';
import type { Authenticator } from '../../access/authenticator.js';
import type { Gate } from '../../access/gate.js';
import type { RateLimiter } from '../../access/rates/rate_limiter.js';
import type { Caller } from '../../access/caller.js';
import { ActivityError } from '../../domain/errors.js';
import { ensureRate, rateHeaders } from '../answer/rate.js';
import type { Dialect } from '../dialect.js';
import type { RoutedExchange } from '../exchange.js';
import { nobodyIn, outsiderIn } from '../nobody.js';
import { ENGLISH } from '../prose/english.js';
import type { Incoming } from '../request/incoming.js';
import type { FailureReply, Route, RouteInput } from '../route.js';
import { hasBody } from '../route.js';
import { codeOf, retryAfterSeconds, STATUS_OF } from '../answer/status.js';
import { decode } from './request/decode.js';
import type { Deprecation } from './deprecation.js';
import { deprecationHeaders } from './deprecation.js';
import { decodeEarlyQuery } from './request/early_query.js';
import { inWordsOfNumbers } from './request/rounded_integers.js';
import { kibanaEnvelope } from './answer/envelope.js';

/** What the dialect works with. */
export interface KibanaDialectDependencies extends Deprecation {
  readonly authenticator: Authenticator;
  readonly gate: Gate;
  /** Absent: its requests are not counted, as Kibana's own are not. */
  readonly limiter?: RateLimiter | undefined;
}

/** Path segments that are never case ids: they belong to routes of their own (K1). */
const NO_CASE_IDS = new Set(['_find', 'tags', 'reporters', 'status', 'alerts', 'configure']);

/** The wire format of Kibana 8.19's Cases API: order of checks K2.2, errors K2.3. */
export function createKibanaDialect(deps: KibanaDialectDependencies): Dialect {
  const { authenticator, gate, limiter } = deps;
  return {
    id: 'kibana',
    refusesOtherMethods: false,
    prepare: async (exchange) => {
      const { route, incoming } = exchange;
      if (NO_CASE_IDS.has(incoming.params['caseId'] ?? '')) {
        throw new ActivityError('RECORD_NOT_FOUND', 'Not Found');
      }
      const caller = await authenticated(authenticator, exchange);
      if (limiter !== undefined && caller !== undefined) await ensureRate(limiter, exchange, caller);
      const body = hasBody(route) ? await readBody(incoming) : undefined;
      if (route.method !== 'get') refuseForgery(incoming.headers);
      const query = earlyQuery(exchange);
      const access = await entered(gate, exchange, caller);
      gate.ensureScopes(access, route.scopes ?? [], incoming.spaceId);
      return { access, ...decoded(route, { query, body }), ...plain(exchange) };
    },
    renderError: (error) => renderError(error, authenticator.challenge),
    headers: (exchange, status) => {
      const { route, incoming } = exchange;
      const deprecated = route !== undefined && status < 400;
      return {
        'cache-control': 'private, no-cache, no-store, must-revalidate',
        ...(route?.path.startsWith('/api/') === true ? { 'elastic-api-version': '2023-10-31' } : {}),
        ...(deprecated ? deprecationHeaders(deps, route, incoming.readQuery()) : {}),
        ...rateHeaders(exchange),
      };
    },
  };
}

/** Who asks; `undefined` where anybody may, and no credentials were sent. */
async function authenticated(
  authenticator: Authenticator,
  exchange: RoutedExchange,
): Promise<Caller | undefined> {
  const { incoming, origin, route } = exchange;
  const optional = route.open === true;
  const outcome = await authenticator.authenticate(incoming.message, origin, { optional });
  if (outcome.type === 'authenticated') return (exchange.caller = outcome.caller);
  if (optional && !outcome.sent) return undefined;
  throw new ActivityError('UNAUTHENTICATED', 'Unauthorized');
}

async function entered(
  gate: Gate,
  { incoming: { spaceId }, origin, route }: RoutedExchange,
  caller: Caller | undefined,
): Promise<Access> {
  if (caller === undefined) return nobodyIn(spaceId, origin);
  return route.outsideSpaces === true ? outsiderIn(spaceId, caller) : gate.enter(caller, spaceId);
}

/** As Kibana does, JSON may come without its type: `kbn-xsrf` keeps forgeries out. */
async function readBody(incoming: Incoming): Promise<unknown> {
  try {
    return await incoming.readBody('json');
  } catch (error) {
    throw inWordsOfNumbers(error);
  }
}

/** Any value will do: a page of another site cannot send the header at all (K2.1). */
function refuseForgery(headers: IncomingHttpHeaders): void {
  if (headers['kbn-xsrf'] === undefined && headers['kbn-version'] === undefined) {
    throw new ActivityError('INVALID_REQUEST', 'Request must contain a kbn-xsrf header.');
  }
}

function earlyQuery({ route, incoming }: RoutedExchange): unknown {
  const schema = route.request?.earlyQuery;
  const query = incoming.readQuery();
  return schema === undefined ? query : decodeEarlyQuery(schema, query);
}

function decoded(
  { request }: Route,
  { query, body }: { readonly query: unknown; readonly body: unknown },
): { readonly query: unknown; readonly body: unknown } {
  return {
    query: request?.query === undefined ? query : decode(request.query, query),
    // A missing body misses the same keys as an empty one.
    body: request?.body === undefined ? undefined : decode(request.body, body ?? {}),
  };
}

function plain({
  incoming: { params, headers },
}: RoutedExchange): Pick<RouteInput<unknown, unknown, unknown>, 'params' | 'headers' | 'language'> {
  return { params, headers, language: ENGLISH };
}

function renderError(error: unknown, challenge: string | undefined): FailureReply {
  const status = STATUS_OF[codeOf(error)];
  switch (status) {
    case 401:
      return {
        ...kibanaEnvelope(status, 'Unauthorized'),
        headers: challenge === undefined ? {} : { 'www-authenticate': challenge },
      };
    case 500:
      return kibanaEnvelope(status, 'An internal server error occurred.');
    case 429:
    case 503:
      return {
        ...kibanaEnvelope(status, status === 429 ? 'Too Many Requests' : 'Service Unavailable'),
        headers: { 'retry-after': String(retryAfterSeconds(error)) },
      };
    default:
      return kibanaEnvelope(status, error instanceof Error ? error.message : '');
  }
}
