import type { NextFunction, Request, Response } from 'express';
import { Router } from 'express';
import type { Logger } from '../domain/logger.js';
import { ActivityError } from '../domain/errors.js';
import type { Dialect } from './dialect.js';
import type { Incoming } from './incoming.js';
import { incomingReader } from './incoming.js';
import type { Route } from './route.js';
import { send } from './send.js';
import { codeOf, STATUS_OF } from './status.js';

/** What every router of the plugin shares. */
export interface RouterContext {
  readonly logger: Logger;
  readonly maxBodyBytes: number;
  /** Called when a request begins; what it answers is called once, when its response is closed. */
  readonly begin: (request: {
    readonly router: string;
    readonly route: string;
    readonly method: string;
  }) => (status: number) => void;
}

/** The Express router of a dialect's route table. Paths it does not know fall through to the host. */
export function createRouter(dialect: Dialect, routes: readonly Route[], context: RouterContext): Router {
  const router = Router({ caseSensitive: true, mergeParams: true });
  const read = incomingReader(context.maxBodyBytes);
  for (const route of routes) {
    router[route.method](route.path, async (request, response) => {
      const end = context.begin({ router: dialect.id, route: route.path, method: request.method });
      response.once('close', () => {
        end(response.statusCode);
      });
      const incoming = read(request, response);
      try {
        const input = await dialect.prepare(route, incoming);
        const reply = await route.handle(input);
        await send(response, reply, dialect.headers(route, incoming));
      } catch (error) {
        await fail(error, { response, dialect, context, route, incoming });
      }
    });
  }
  if (dialect.refusesOtherMethods) refuseOtherMethods(router, { dialect, routes, context, read });
  router.use(async (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    // Only a path that cannot be decoded comes here: handlers answer their own errors.
    const invalid = new ActivityError('INVALID_REQUEST', 'Bad Request', { cause: error });
    await fail(invalid, { response, dialect, context, route: undefined, incoming: undefined });
  });
  return router;
}

interface Failure {
  readonly response: Response;
  readonly dialect: Dialect;
  readonly context: RouterContext;
  readonly route: Route | undefined;
  readonly incoming: Incoming | undefined;
}

async function fail(error: unknown, failure: Failure): Promise<void> {
  const { response, dialect, context, route, incoming } = failure;
  const headers = dialect.headers(route, incoming);
  if (STATUS_OF[codeOf(error)] >= 500) {
    const where = { router: dialect.id, route: route?.path, requestId: headers['X-Request-Id'] };
    context.logger.error({ err: error, ...where }, 'request failed');
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  await send(response, dialect.renderError(error, incoming), headers);
}

function refuseOtherMethods(
  router: Router,
  table: {
    readonly dialect: Dialect;
    readonly routes: readonly Route[];
    readonly context: RouterContext;
    readonly read: (request: Request, response: Response) => Incoming;
  },
): void {
  const { dialect, routes, context, read } = table;
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    const allow = [...(methods.includes('GET') ? ['HEAD'] : []), ...methods].sort().join(', ');
    router.all(path, async (request, response, next) => {
      if (request.method === 'OPTIONS') {
        next();
        return;
      }
      const incoming = read(request, response);
      response.setHeader('allow', allow);
      const error = new ActivityError('METHOD_NOT_ALLOWED', 'Method Not Allowed');
      await fail(error, { response, dialect, context, route: undefined, incoming });
    });
  }
}
