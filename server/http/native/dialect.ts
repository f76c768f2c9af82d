import type { Locale } from '../../../common/locales.js';
import type { Authenticator } from '../../access/authenticator.js';
import type { Gate } from '../../access/gate.js';
import type { RateLimiter } from '../../access/rates/rate_limiter.js';
import { ActivityError } from '../../domain/errors.js';
import { ensureRate, rateHeaders } from '../answer/rate.js';
import type { Dialect } from '../dialect.js';
import type { Exchange, RoutedExchange } from '../exchange.js';
import { nobodyIn } from '../nobody.js';
import type { Language } from '../prose/language.js';
import type { Languages } from '../prose/languages.js';
import type { SentenceKey } from '../sentences.js';
import { renderProblem } from './answer/problem.js';
import { unreadableQuery } from './request/decode.js';
import { decodeRequest } from './request/decode_request.js';
import { renewal } from './renewal.js';
import { invalidRequest } from './request/faults.js';

/** What the dialect works with. */
export interface NativeDialectDependencies {
  readonly authenticator: Authenticator;
  readonly limiter: RateLimiter;
  readonly gate: Gate;
  readonly languages: Languages<SentenceKey>;
  /** Ids of the configured owners. */
  readonly owners: readonly string[];
  /** The language of answers to whoever names none. */
  readonly standard: Locale;
}

/** Our own dialect: order of checks, languages, problems and headers of N1. */
export function createNativeDialect(deps: NativeDialectDependencies): Dialect {
  const languageOf = ({ incoming, caller }: Exchange): Language<SentenceKey> =>
    deps.languages.choose({
      lang: sentLocale(incoming),
      claim: caller?.principal.locale,
      acceptLanguage: incoming.headers['accept-language'],
      standard: deps.standard,
    });
  return {
    id: 'native',
    refusesOtherMethods: true,
    prepare: async (exchange) => {
      const { route, incoming } = exchange;
      if (route.open === true) return openInput(exchange, languageOf(exchange), deps.owners);
      const outcome = await deps.authenticator.authenticate(incoming.message, exchange.origin);
      if (outcome.type === 'rejected') {
        throw new ActivityError('UNAUTHENTICATED', 'Credentials are missing or wrong.');
      }
      const { caller } = outcome;
      exchange.caller = caller;
      await ensureRate(deps.limiter, exchange, caller);
      deps.gate.ensureScopes(caller, route.scopes ?? [], incoming.spaceId);
      const access = await deps.gate.enter(caller, incoming.spaceId);
      const { query, body, lines } = await decodeRequest(exchange, () => readQuery(incoming), deps.owners);
      const { params, headers } = incoming;
      const renew = renewal(deps, exchange, access);
      return { access, params, query, body, lines, headers, language: languageOf(exchange), renew };
    },
    renderError: (error, { origin, unreadablePath }) => {
      const shown = unreadablePath === true ? unreadable(error) : error;
      return renderProblem(shown, origin.requestId);
    },
    headers: (exchange) => ({
      'Content-Language': languageOf(exchange).locale,
      Vary: 'Accept-Language',
      'Cache-Control': 'no-store',
      ...rateHeaders(exchange),
    }),
  };
}

/** Of what belongs to nobody: without credentials, limits and a space that is looked up. */
async function openInput(
  exchange: RoutedExchange,
  language: Language<SentenceKey>,
  owners: readonly string[],
): ReturnType<Dialect['prepare']> {
  const { incoming, origin } = exchange;
  const { query, body } = await decodeRequest(exchange, () => readQuery(incoming), owners);
  // Express leaves the slash at the end of a path to whoever cares; relative addresses of a page do.
  const endsWithSlash = /\/(\?|$)/.test(incoming.message.url ?? '');
  const { params, headers, spaceId } = incoming;
  const access = nobodyIn(spaceId, origin);
  return { access, params: { ...params, endsWithSlash }, query, body, headers, language };
}

function readQuery(incoming: Exchange['incoming']): ReturnType<typeof incoming.readQuery> {
  try {
    return incoming.readQuery();
  } catch (error) {
    throw unreadableQuery(error);
  }
}

/** Also of requests that are refused: a query that cannot be read asks for no language. */
function sentLocale(incoming: Exchange['incoming']): unknown {
  try {
    return incoming.readQuery()['locale'];
  } catch {
    return undefined;
  }
}

function unreadable(cause: unknown): ActivityError {
  return invalidRequest([{ parameter: 'path', detail: 'must be percent-encoded UTF-8' }], cause);
}
