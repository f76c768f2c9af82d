import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ActivityError } from '../domain/errors.js';
import type { AnswerContext } from './answer/answer.js';
import { answer, refuse } from './answer/answer.js';
import { incomingReader } from './request/incoming.js';
import { originOf } from './request/origin.js';
import { hasTurn } from './request/pipelining.js';
import type { Destination, RouterMount } from './routing/route_table.js';
import { RouteTable } from './routing/route_table.js';

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

/** Answers the requests that a route table knows, on every Express alike. Other paths fall through to the host. */
export function createRouter(mounts: readonly RouterMount[], context: RouterContext): RequestHandler {
  const table = new RouteTable(mounts);
  const read = incomingReader(context);

  /** Counts the request while it is running; what is answered ends that before the response is closed. */
  function begin(request: Request, response: Response, router: string, route: string): () => void {
    const end = context.begin({ router, route, method: request.method });
    const ended = (): void => {
      end(response.statusCode, response.writableFinished);
    };
    response.once('close', ended);
    return ended;
  }

  async function serve(destination: Destination, request: Request, response: Response): Promise<void> {
    const { dialect } = destination;
    const answering = { dialect, context };
    switch (destination.type) {
      case 'route': {
        const { route } = destination;
        const end = begin(request, response, dialect.id, route.path);
        if (!(await hasTurn(request.socket, response))) {
          end();
          return;
        }
        const exchange = { origin: originOf(request), incoming: read(request, response), route };
        return answer(response, exchange, answering);
      }
      case 'other method': {
        begin(request, response, dialect.id, destination.path);
        response.setHeader('allow', destination.allow);
        const error = new ActivityError('METHOD_NOT_ALLOWED', 'Method Not Allowed');
        const exchange = { origin: originOf(request), incoming: read(request, response) };
        return refuse(error, { response, exchange, ...answering });
      }
      case 'unreadable path': {
        const error = new ActivityError('INVALID_REQUEST', 'Bad Request');
        const incoming = read(request, response);
        const exchange = { origin: originOf(request), incoming, unreadablePath: true as const };
        return refuse(error, { response, exchange, ...answering });
      }
      case 'options':
        tellMethods(response, destination.allow);
    }
  }

  return (request: Request, response: Response, next: NextFunction): void => {
    const destination = table.find(request.method, request.path);
    if (destination === undefined) {
      next();
      return;
    }
    // As Express's own routers do: for the host's `authenticate`, and for middleware that names requests by route.
    request.params = Object.assign({}, request.params, destination.params);
    if (destination.type === 'route') request.route = { path: destination.path };
    serve(destination, request, response).catch(next);
  };
}

/** As Express answers by itself where nobody else does. */
function tellMethods(response: Response, allow: string): void {
  response.setHeader('Allow', allow);
  response.setHeader('Content-Length', Buffer.byteLength(allow));
  response.setHeader('Content-Type', 'text/plain');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.end(allow);
}
