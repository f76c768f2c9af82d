import type { Dialect } from '../dialect.js';
import { DEFAULT_SPACE } from '../../../common/constants.js';
import { nobodyIn } from '../nobody.js';
import { ENGLISH } from '../prose/english.js';
import { codeOf, retryAfterSeconds, STATUS_OF } from '../answer/status.js';

/** Plain JSON without credentials: for load balancers, orchestrators and Prometheus. */
export function createOperationsDialect(): Dialect {
  return {
    id: 'operations',
    refusesOtherMethods: false,
    prepare: ({ origin, incoming }) =>
      Promise.resolve({
        access: nobodyIn(DEFAULT_SPACE, origin),
        // Express leaves the slash at the end of a path to whoever cares; relative addresses of a page do.
        params: { ...incoming.params, endsWithSlash: /\/(\?|$)/.test(incoming.message.url ?? '') },
        query: {},
        body: undefined,
        headers: incoming.headers,
        language: ENGLISH,
      }),
    renderError: (error) => {
      const code = codeOf(error);
      const status = STATUS_OF[code];
      const headers: Record<string, string> =
        status === 503 ? { 'retry-after': String(retryAfterSeconds(error)) } : {};
      return { status, headers, body: { status: 'error', code } };
    },
    headers: () => ({ 'cache-control': 'no-store' }),
  };
}
