import type { Authenticator } from '../../access/authenticator.js';
import type { Gate } from '../../access/gate.js';
import type { RateLimiter } from '../../access/rates/rate_limiter.js';
import type { Scope } from '../../access/scopes.js';
import { ensureRate, rateHeaders } from '../answer/rate.js';
import type { Dialect } from '../dialect.js';
import type { Exchange, RoutedExchange } from '../exchange.js';
import type { RouteInput } from '../route.js';
import { bodyObject, decodeBody, decodeQuery } from './request/decode.js';
import type { SentenceKey } from '../sentences.js';
import { renderError, unauthenticated } from './answer/errors.js';
import type { AlertVocabulary } from './request/field_schemas.js';
import type { Language } from '../prose/language.js';
import type { Languages } from '../prose/languages.js';
import { langQuery } from './request/query_schemas.js';

/** What the dialect works with. */
export interface CasebenderDialectDependencies {
  readonly authenticator: Authenticator;
  readonly limiter: RateLimiter;
  readonly gate: Gate;
  readonly languages: Languages<SentenceKey>;
  /** Ids of the configured owners. */
  readonly owners: readonly string[];
  readonly statuses: readonly string[];
}

/** The CaseBender v1 dialect: order of checks, languages, errors and headers of C1. */
export function createCasebenderDialect(deps: CasebenderDialectDependencies): Dialect {
  // A request's caller is known only after authentication: what is refused before is not written in their language.
  const languageOf = ({ incoming, caller }: Exchange): Language<SentenceKey> =>
    deps.languages.choose({
      lang: sentLanguage(incoming),
      claim: caller?.principal.locale,
      acceptLanguage: incoming.headers['accept-language'],
    });
  return {
    id: 'casebender',
    refusesOtherMethods: true,
    prepare: async (exchange) => {
      const { route, incoming } = exchange;
      const outcome = await deps.authenticator.authenticate(incoming.message, exchange.origin);
      if (outcome.type === 'rejected') throw unauthenticated(outcome.sent);
      const { caller } = outcome;
      exchange.caller = caller;
      await ensureRate(deps.limiter, exchange, caller);
      const ensureScopes = (scopes: readonly Scope[]): void => {
        deps.gate.ensureScopes(caller, scopes, incoming.spaceId);
      };
      ensureScopes(route.scopes ?? []);
      const access = await deps.gate.enter(caller, incoming.spaceId);
      deps.gate.ensureSomeRight(access);
      const { owners, statuses } = deps;
      const input = await decode(exchange, { owners, statuses, ensureScopes });
      return { ...input, access, language: languageOf(exchange) };
    },
    renderError: (error, exchange) => {
      return renderError(error, languageOf(exchange), exchange.unreadablePath !== true);
    },
    headers: (exchange) => ({
      'Content-Language': languageOf(exchange).locale,
      Vary: 'Accept-Language',
      'Cache-Control': 'no-store',
      ...rateHeaders(exchange),
    }),
  };
}

/** The form of the body first, then path, query and body values (C1). */
async function decode(
  { route, incoming }: RoutedExchange,
  {
    ensureScopes,
    ...vocabulary
  }: AlertVocabulary & {
    readonly ensureScopes: (scopes: readonly Scope[]) => void;
  },
): Promise<Omit<RouteInput<unknown, unknown, unknown>, 'access' | 'language'>> {
  const { params, headers } = incoming;
  const { body: bodySchema, query: querySchema = langQuery } = route.request ?? {};
  const sent = bodySchema === undefined ? undefined : bodyObject(await incoming.readBody('refused'));
  // Observables are a resource of their own (C11.3); whoever may not write them learns nothing about their form.
  if (sent !== undefined && Object.hasOwn(sent, 'observables')) {
    ensureScopes(['observables:write']);
  }
  const query = decodeQuery(querySchema, incoming.readQuery());
  const body =
    bodySchema === undefined || sent === undefined ? undefined : decodeBody(bodySchema, sent, vocabulary);
  return { params, query, body, headers };
}

/** Also of requests that are refused: a query that cannot be read asks for no language. */
function sentLanguage(incoming: Exchange['incoming']): string | readonly string[] | undefined {
  try {
    return incoming.readQuery()['lang'];
  } catch {
    return undefined;
  }
}
