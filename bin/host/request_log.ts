import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger as Pino } from 'pino';
import type { HttpLogger } from 'pino-http';
import { pinoHttp } from 'pino-http';
import { REQUEST_ID } from '../../common/constants.js';
import type { Logger } from '../../server/index.js';

/** The log of requests, and what belongs to it. */
export interface RequestLog {
  /** Logs one line a request; before `begin`, none. Headers are left out whole: some of them are secrets. */
  readonly middleware: HttpLogger;
  /** For the plugin. A request that it reports as failed has its line thereby, and gets no second one. */
  readonly logger: Logger;
  readonly begin: () => void;
}

/** @param probes paths that machines ask time and again: what they are answered is logged at `debug` */
export function createRequestLog(logger: Pino, probes: ReadonlySet<string>): RequestLog {
  const failed = new Set<string>();
  let begun = false;
  const levelOf = (request: IncomingMessage, response: ServerResponse, error?: Error) => {
    if (typeof request.id === 'string' && failed.delete(request.id)) return 'silent';
    if (error !== undefined || response.err !== undefined) return 'error';
    return response.statusCode < 400 && probes.has(pathOf(request)) ? 'debug' : 'info';
  };
  const middleware = pinoHttp({
    logger,
    genReqId: requestIdOf,
    autoLogging: { ignore: () => !begun },
    customLogLevel: levelOf,
    // Without an error of its own an answer of 500 or above is one that was meant: `The server is stopping.`
    customErrorObject: (_request, response, _error, { err, ...line }: Record<string, unknown>) =>
      response.err === undefined ? line : { ...line, err },
    customErrorMessage: (_request, response) =>
      response.err === undefined ? 'request refused' : 'request failed',
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
  return {
    middleware,
    logger: {
      error: (details, message) => {
        if ('requestId' in details && typeof details.requestId === 'string') failed.add(details.requestId);
        logger.error(details, message);
      },
      warn: logger.warn.bind(logger),
      info: logger.info.bind(logger),
    },
    begin: () => {
      begun = true;
    },
  };
}

function requestIdOf(request: IncomingMessage): string {
  const sent = request.headers['x-request-id'];
  const id = typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID();
  // The plugin echoes it, so that an answer and its log lines carry the same id.
  request.headers['x-request-id'] = id;
  return id;
}

function pathOf(request: IncomingMessage): string {
  // Express shortens `url` on the way to a router.
  const url = 'originalUrl' in request ? String(request.originalUrl) : (request.url ?? '');
  return url.replace(/\?.*$/s, '');
}
