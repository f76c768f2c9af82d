import type { NextFunction, Request, Response } from 'express';
import { Router } from 'express';
import { ActivityError } from '../domain/errors.js';
import type { AnswerContext } from './answer/answer.js';
import { answer, refuse } from './answer/answer.js';
import type { Dialect } from './dialect.js';
import { incomingReader } from './request/incoming.js';
import { originOf } from './request/origin.js';
import { hasTurn } from './request/pipelining.js';
import type { Route } from './route.js';

/** What every router of the plugin shares. */
export interface RouterContext extends AnswerContext {
  readonly maxBodyBytes: number;
  /**
   * Called when a request begins; what it answers is called once, when its response is closed. `whole`: all of the
   * response was handed over.
   */
  readonly begin: (request: {
    readonly router: string;
    readonly route: string;
    readonly method: string;
  }) => (status: number, whole: boolean) => void;
}

/** The Express router of a dialect's route table. Paths it does not know fall through to the host. */
export function createRouter(dialect: Dialect, routes: readonly Route[], context: RouterContext): Router {
  const router = Router({ caseSensitive: true, mergeParams: true });
  const read = incomingReader(context);
  const answering = { dialect, context };

  /** Counts the request while it is running; what is answered ends that before the response is closed. */
  function begin(request: Request, response: Response, path: string): () => void {
    const end = context.begin({ router: dialect.id, route: path, method: request.method });
    const ended = (): void => {
      end(response.statusCode, response.writableFinished);
    };
    response.once('close', ended);
    return ended;
  }

  for (const route of routes) {
    router[route.method](route.path, async (request, response) => {
      const end = begin(request, response, route.path);
      if (!(await hasTurn(request.socket, response))) {
        end();
        return;
      }
      const exchange = { origin: originOf(request), incoming: read(request, response), route };
      await answer(response, exchange, answering);
    });
  }

  for (const [path, allow] of dialect.refusesOtherMethods ? methodsByPath(routes) : []) {
    router.all(path, async (request, response, next) => {
      if (request.method === 'OPTIONS') {
        next();
        return;
      }
      begin(request, response, path);
      response.setHeader('allow', allow);
      const error = new ActivityError('METHOD_NOT_ALLOWED', 'Method Not Allowed');
      const exchange = { origin: originOf(request), incoming: read(request, response) };
      await refuse(error, { response, exchange, ...answering });
    });
  }

  router.use(async (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    // Only a path that cannot be decoded comes here: handlers answer their own errors.
    const invalid = new ActivityError('INVALID_REQUEST', 'Bad Request', { cause: error });
    const incoming = read(request, response);
    const exchange = { origin: originOf(request), incoming, unreadablePath: true as const };
    await refuse(invalid, { response, exchange, ...answering });
  });
  return router;
}

/** For each path the methods of its routes, as `Allow` lists them. */
function methodsByPath(routes: readonly Route[]): ReadonlyMap<string, string> {
  const methods = new Map<string, readonly string[]>();
  for (const { path, method } of routes) {
    const names = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    methods.set(path, [...(methods.get(path) ?? []), ...names]);
  }
  return new Map([...methods].map(([path, names]) => [path, [...names].sort().join(', ')]));
}
