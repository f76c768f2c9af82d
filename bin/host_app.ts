import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Express, IRouter, Response } from 'express';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { HttpLogger } from 'pino-http';
import { pinoHttp } from 'pino-http';

/** The app of the standalone host, and where in it the plugin is mounted. */
interface HostApp {
  readonly app: Express;
  readonly plugin: IRouter;
  /** From now on, requests that come over connections still open are told to come back later. */
  readonly refuse: () => void;
}

/** An Express app with security headers and request logs that answers unknown paths as Kibana does. */
export function createHostApp(options: { readonly logger: Logger; readonly basePath: string }): HostApp {
  const app = express();
  const plugin = express.Router();
  let refusing = false;
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(requestLog(options.logger));
  app.use(options.basePath === '' ? '/' : options.basePath, plugin);
  app.use((_request, response) => {
    if (refusing) {
      // A plugin that has been stopped lets everything fall through to here.
      response.set({ connection: 'close', 'retry-after': '5' });
      answer(response, 503, 'Service Unavailable', 'The server is stopping.');
    } else {
      answer(response, 404, 'Not Found', 'Not Found');
    }
  });
  app.use(((error: unknown, _request, response, next) => {
    options.logger.error({ err: error }, 'request failed');
    if (response.headersSent) {
      next(error);
      return;
    }
    answer(response, 500, 'Internal Server Error', 'An internal server error occurred.');
  }) satisfies ErrorRequestHandler);
  const refuse = (): void => {
    refusing = true;
  };
  return { app, plugin, refuse };
}

/** The envelope of Kibana's errors (K2.3). */
function answer(response: Response, statusCode: number, error: string, message: string): void {
  response.status(statusCode).json({ statusCode, error, message });
}

/** One line a request. Headers are left out whole: some of them are secrets. */
function requestLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: (request) => {
      const sent = request.headers['x-request-id'];
      const id = typeof sent === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(sent) ? sent : randomUUID();
      // The plugin echoes it, so that an answer and its log lines carry the same id.
      request.headers['x-request-id'] = id;
      return id;
    },
    serializers: {
      req: ({ id, method, url, remoteAddress }: Record<string, unknown>) => ({
        id,
        method,
        url,
        remoteAddress,
      }),
      res: ({ statusCode }: Record<string, unknown>) => ({ statusCode }),
    },
  });
}
