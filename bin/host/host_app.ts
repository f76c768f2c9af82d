import { posix } from 'node:path';
import type { ErrorRequestHandler, Express, IRouter, Response } from 'express';
import express from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { ServerConfig } from '../../server/config.js';
import { createRequestLog } from './request_log.js';
import type { RequestLog } from './request_log.js';

/** The app of the standalone host, and where in it the plugin is mounted. */
interface HostApp {
  readonly app: Express;
  readonly plugin: IRouter;
  /** From now on, requests that come over connections still open are told to come back later. */
  readonly refuse: () => void;
  readonly log: RequestLog;
}

/** What monitoring asks time and again. */
const PROBES = ['/healthz', '/readyz', '/metrics'];

/** An Express app with security headers and request logs that answers unknown paths as Kibana does. */
export function createHostApp(
  options: { readonly logger: Logger; readonly operationsPath: string } & Pick<
    ServerConfig,
    'basePath' | 'trustProxy'
  >,
): HostApp {
  const app = express();
  const plugin = express.Router();
  const probes = new Set(PROBES.map((probe) => options.basePath + posix.join(options.operationsPath, probe)));
  const log = createRequestLog(options.logger, probes);
  let refusing = false;
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy);
  app.use(helmet());
  app.use(log.middleware);
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
    response.err = error instanceof Error ? error : new Error(String(error));
    if (response.headersSent) {
      next(error);
      return;
    }
    answer(response, 500, 'Internal Server Error', 'An internal server error occurred.');
  }) satisfies ErrorRequestHandler);
  const refuse = (): void => {
    refusing = true;
  };
  return { app, plugin, refuse, log };
}

/** The envelope of Kibana's errors (K2.3). */
function answer(response: Response, statusCode: number, error: string, message: string): void {
  response.status(statusCode).json({ statusCode, error, message });
}
