import type { Logger } from '../../domain/logger.js';
import type { Query } from '../request/parse_query.js';
import type { Route } from '../route.js';

/** How clients and operators are told that something deprecated was used (K2.5). */
export interface Deprecation {
  /** The version that the header names, such as `8.19.0`. */
  readonly version: string;
  readonly logger: Logger;
}

/** What each log has been told of: a client that polls would else fill it. */
const told = new WeakMap<Logger, Set<string>>();

/** Headers of a successful answer to a request that used something deprecated; logs it, once per log of the process. */
export function deprecationHeaders(
  { version, logger }: Deprecation,
  route: Route,
  query: Query = {},
): Readonly<Record<string, string>> {
  const what = usedBy(route, query);
  if (what === undefined) return {};
  const used = `${route.method.toUpperCase()} ${published(route.path)}`;
  const message = `Deprecated ${what}: ${used}`;
  const messages = told.get(logger) ?? new Set();
  if (!messages.has(message)) {
    told.set(logger, messages.add(message));
    logger.warn({ deprecated: used }, `${message} (said once)`);
  }
  return { warning: `299 Kibana-${version} "Deprecated ${what}"` };
}

function usedBy({ deprecated, request }: Route, query: Query): string | undefined {
  if (deprecated !== undefined) return 'endpoint';
  const key = request?.deprecatedKeys?.find((name) => query[name] !== undefined);
  return key === undefined ? undefined : `query parameter ${key}`;
}

/** The path as Kibana's documentation has it: `:caseId` is `{case_id}` there. */
function published(path: string): string {
  return path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => {
    return `{${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}}`;
  });
}
