import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { realmOf } from '../../server/access/caller.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import { createRouter } from '../../server/http/create_router.js';
import type { Dialect } from '../../server/http/dialect.js';
import { ENGLISH } from '../../server/http/prose/english.js';
import { Metrics } from '../../server/http/operations/metrics.js';
import type { Reply, Route } from '../../server/http/route.js';
import { defineRoute } from '../../server/http/route.js';
import { RunningRequests } from '../../server/http/running_requests.js';
import { Streams } from '../../server/http/answer/streams.js';

const LIMITS = { max: 10, maxPerPrincipal: 2 };

/** A wire format with as little as there can be: nobody signs in, an error is its text. */
export const PLAIN_DIALECT: Dialect = {
  id: 'plain',
  refusesOtherMethods: false,
  prepare: ({ origin, incoming: { params, headers } }) =>
    Promise.resolve({
      access: {
        principal: { kind: 'user', username: 'somebody', roles: [] },
        realm: realmOf('host'),
        space: { id: 'default', name: 'Default', disabledFeatures: [] },
        rights: new Map(),
        tlpClearance: 0,
        papClearance: 0,
        origin,
      },
      ...{ params, headers, query: {}, body: undefined, language: ENGLISH },
    }),
  renderError: (error) => ({ status: 500, body: { failed: String(error) } }),
  headers: () => ({ 'cache-control': 'no-store' }),
};

/** A route that answers so. */
export function routeOf(path: string, handle: () => Reply): Route {
  return defineRoute({
    ...{ method: 'get', path, operationId: path, summary: path, responses: {} },
    handle: () => Promise.resolve(handle()),
  });
}

/** A router of a route table, served. */
export interface ServedRouter {
  readonly port: number;
  readonly streams: Streams;
  readonly requests: RunningRequests;
  /** What was logged as an error. */
  readonly errors: readonly object[];
  close(): Promise<void>;
}

export async function serveRoutes(routes: readonly Route[], idleMs = 30_000): Promise<ServedRouter> {
  const errors: object[] = [];
  const nothing = (): void => undefined;
  const streams = new Streams({ ...LIMITS, endless: LIMITS, idleMs }, SILENT_TELEMETRY);
  const requests = new RunningRequests(new Metrics('1.0.0'));
  const router = createRouter([{ dialect: PLAIN_DIALECT, routes, path: '/', perSpace: false }], {
    logger: { error: (details) => void errors.push(details), warn: nothing, info: nothing },
    ...{ maxBodyBytes: 1_000, streams, begin: requests.begin, recorded: () => Promise.resolve() },
  });
  const server: Server = express().use(router).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...{ port: (server.address() as AddressInfo).port, streams, requests, errors },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
