import type { Access } from '../../access/access.js';
import type { Dialect } from '../dialect.js';
import { codeOf, RETRY_AFTER_SECONDS, STATUS_OF } from '../status.js';

/** Nobody: these routes show nothing that belongs to anyone. */
const NOBODY: Access = {
  principal: { kind: 'anonymous', roles: [] },
  space: { id: 'default', name: 'Default', disabledFeatures: [] },
  rights: new Map(),
  tlpClearance: 0,
  papClearance: 0,
};

/** Plain JSON without credentials: for load balancers, orchestrators and Prometheus. */
export function createOperationsDialect(): Dialect {
  return {
    id: 'operations',
    refusesOtherMethods: false,
    prepare: (_route, incoming) =>
      Promise.resolve({
        access: NOBODY,
        params: {},
        query: {},
        body: undefined,
        headers: incoming.headers,
        locale: 'en',
      }),
    renderError: (error) => {
      const code = codeOf(error);
      const status = STATUS_OF[code];
      const headers: Record<string, string> =
        status === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
      return { status, headers, body: { status: 'error', code } };
    },
    headers: () => ({ 'cache-control': 'no-store' }),
  };
}
