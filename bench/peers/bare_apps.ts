import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Express } from 'express';
import express from 'express';

/** What the bare servers send: a page, from memory. */
export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Express with one route that knows nothing and sends the page: what Express itself costs. */
export function bareExpressApp({ headers, body }: Page): Express {
  const app = express();
  app.get('/v1/alerts/:id/activities', (_request, response) => {
    response.set(headers).send(body);
  });
  return app;
}

/** As `bareExpressApp`, past Express's own `send`, which computes an ETag: the least that Express can cost. */
export function leastExpressApp({ headers, body }: Page): Express {
  const app = express();
  app.get('/v1/alerts/:id/activities', (_request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(body);
  });
  return app;
}

/** Node's own server, which sends the page whatever is asked for. */
export function bareServer({ headers, body }: Page): Server {
  return createServer((_request, response) => {
    response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);
  });
}
