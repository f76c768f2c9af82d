import type { IncomingHttpHeaders } from 'node:http';
import type { Authenticator } from '../../access/authenticator.js';
import type { Gate } from '../../access/gate.js';
import { allowsScope } from '../../access/privileges.js';
import type { Principal } from '../../access/principal.js';
import { ActivityError } from '../../domain/errors.js';
import type { Dialect } from '../dialect.js';
import type { Incoming } from '../incoming.js';
import type { Reply, Route, RouteInput } from '../route.js';
import { codeOf, RETRY_AFTER_SECONDS, STATUS_OF } from '../status.js';
import { decode } from './decode.js';
import { decodeEarlyQuery } from './early_query.js';
import { kibanaEnvelope } from './envelope.js';

/** What the dialect works with. */
export interface KibanaDialectDependencies {
  readonly authenticator: Authenticator;
  readonly gate: Gate;
}

/** Path segments that are never case ids: they belong to routes of their own (K1). */
const NO_CASE_IDS = new Set(['_find', 'tags', 'reporters', 'status', 'alerts', 'configure']);

const WITH_BODY = new Set<Route['method']>(['post', 'patch', 'put']);

/** The wire format of Kibana 8.19's Cases API: order of checks K2.2, errors K2.3. */
export function createKibanaDialect({ authenticator, gate }: KibanaDialectDependencies): Dialect {
  return {
    id: 'kibana',
    refusesOtherMethods: false,
    prepare: async (route, incoming) => {
      if (NO_CASE_IDS.has(incoming.params['caseId'] ?? '')) {
        throw new ActivityError('RECORD_NOT_FOUND', 'Not Found');
      }
      const principal = await authenticated(authenticator, incoming);
      const body = WITH_BODY.has(route.method) ? await incoming.readBody() : undefined;
      if (route.method !== 'get') refuseForgery(incoming.headers);
      const query = earlyQuery(route, incoming);
      const access = await gate.enter(principal, incoming.spaceId);
      refuseNarrowed(principal, route);
      return { access, ...decoded(route, { query, body }), ...plain(incoming) };
    },
    renderError,
    headers: (route) => ({
      'cache-control': 'private, no-cache, no-store, must-revalidate',
      ...(route?.path.startsWith('/api/') === true ? { 'elastic-api-version': '2023-10-31' } : {}),
    }),
  };
}

async function authenticated(authenticator: Authenticator, incoming: Incoming): Promise<Principal> {
  const authentication = await authenticator.authenticate(incoming.message);
  if (authentication.type === 'authenticated') return authentication.principal;
  throw new ActivityError('UNAUTHENTICATED', 'Unauthorized');
}

/** Any value will do: a page of another site cannot send the header at all (K2.1). */
function refuseForgery(headers: IncomingHttpHeaders): void {
  if (headers['kbn-xsrf'] === undefined && headers['kbn-version'] === undefined) {
    throw new ActivityError('INVALID_REQUEST', 'Request must contain a kbn-xsrf header.');
  }
}

/** Scopes only narrow what roles allow (C11.3). */
function refuseNarrowed(principal: Principal, route: Route): void {
  const missing = route.scopes?.find((scope) => !allowsScope(principal, scope));
  if (missing !== undefined) throw new ActivityError('FORBIDDEN', `Missing scope: ${missing}`);
}

function earlyQuery(route: Route, incoming: Incoming): unknown {
  const schema = route.request?.earlyQuery;
  return schema === undefined ? incoming.query : decodeEarlyQuery(schema, incoming.query);
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
  params,
  headers,
}: Incoming): Pick<RouteInput<unknown, unknown, unknown>, 'params' | 'headers' | 'locale'> {
  return { params, headers, locale: 'en' };
}

function renderError(error: unknown): Reply {
  const status = STATUS_OF[codeOf(error)];
  switch (status) {
    case 401:
      return {
        ...kibanaEnvelope(status, 'Unauthorized'),
        headers: { 'www-authenticate': 'Basic realm="case-activity", charset="UTF-8"' },
      };
    case 500:
      return kibanaEnvelope(status, 'An internal server error occurred.');
    case 503:
      return {
        ...kibanaEnvelope(status, 'Service Unavailable'),
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
      };
    default:
      return kibanaEnvelope(status, error instanceof Error ? error.message : '');
  }
}
