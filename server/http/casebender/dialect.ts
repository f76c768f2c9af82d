import { randomUUID } from 'node:crypto';
import type { CasebenderLocale } from '../../../common/casebender.js';
import type { Authenticator } from '../../access/authenticator.js';
import type { Gate } from '../../access/gate.js';
import type { Principal } from '../../access/principal.js';
import { allowsScope } from '../../access/privileges.js';
import { ActivityError } from '../../domain/errors.js';
import type { Dialect } from '../dialect.js';
import type { Incoming } from '../incoming.js';
import type { Route, RouteInput } from '../route.js';
import { bodyObject, decodeBody, decodeQuery } from './decode.js';
import { renderError, unauthenticated } from './errors.js';
import type { AlertVocabulary } from './field_schemas.js';
import { chooseLocale } from './locale.js';
import { langQuery } from './query_schemas.js';

/** What the dialect works with. */
export interface CasebenderDialectDependencies {
  readonly authenticator: Authenticator;
  readonly gate: Gate;
  /** The language of answers to whoever names none. */
  readonly locale: CasebenderLocale;
  /** Ids of the configured owners. */
  readonly owners: readonly string[];
  readonly statuses: readonly string[];
}

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/** The CaseBender v1 dialect: order of checks, languages, errors and headers of C1. */
export function createCasebenderDialect(deps: CasebenderDialectDependencies): Dialect {
  // A request's caller is known only after authentication, but errors and headers are written in their language.
  const callers = new WeakMap<Incoming, Principal>();
  const localeOf = (incoming: Incoming | undefined): CasebenderLocale =>
    chooseLocale({
      lang: incoming?.query['lang'],
      claim: incoming === undefined ? undefined : callers.get(incoming)?.locale,
      acceptLanguage: incoming?.headers['accept-language'],
      configured: deps.locale,
    });
  return {
    id: 'casebender',
    refusesOtherMethods: true,
    prepare: async (route, incoming) => {
      const outcome = await deps.authenticator.authenticate(incoming.message);
      if (outcome.type === 'rejected') throw unauthenticated(outcome.sent);
      callers.set(incoming, outcome.principal);
      ensureScopes(outcome.principal, route.scopes ?? []);
      const access = await deps.gate.enter(outcome.principal, incoming.spaceId);
      if (access.rights.size === 0) throw forbidden('The caller has no privilege in the space.');
      const { owners, statuses } = deps;
      const input = await decode(route, incoming, { owners, statuses, principal: outcome.principal });
      return { ...input, access, locale: localeOf(incoming) };
    },
    renderError: (error, incoming) => renderError(error, localeOf(incoming), incoming !== undefined),
    headers: (_route, incoming) => ({
      'Content-Language': localeOf(incoming),
      Vary: 'Accept-Language',
      'Cache-Control': 'no-store',
      'X-Request-Id': requestIdOf(incoming),
    }),
  };
}

/** The form of the body first, then path, query and body values (C1). */
async function decode(
  route: Route,
  incoming: Incoming,
  { principal, ...vocabulary }: AlertVocabulary & { readonly principal: Principal },
): Promise<Omit<RouteInput<unknown, unknown, unknown>, 'access' | 'locale'>> {
  const { params, headers } = incoming;
  const { body: bodySchema, query: querySchema = langQuery } = route.request ?? {};
  const sent = bodySchema === undefined ? undefined : bodyObject(await incoming.readBody());
  // Observables are a resource of their own (C11.3); whoever may not write them learns nothing about their form.
  if (sent !== undefined && Object.hasOwn(sent, 'observables')) {
    ensureScopes(principal, ['observables:write']);
  }
  const query = decodeQuery(querySchema, incoming.query);
  const body =
    bodySchema === undefined || sent === undefined ? undefined : decodeBody(bodySchema, sent, vocabulary);
  return { params, query, body, headers };
}

function ensureScopes(principal: Principal, scopes: readonly string[]): void {
  if (!scopes.every((scope) => allowsScope(principal, scope))) {
    throw forbidden('The scopes of the caller do not allow this.');
  }
}

function requestIdOf(incoming: Incoming | undefined): string {
  const sent = incoming?.headers['x-request-id'];
  return typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID();
}

function forbidden(message: string): ActivityError {
  return new ActivityError('FORBIDDEN', message);
}
