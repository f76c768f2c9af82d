import { readFile } from 'node:fs/promises';
import type { ActivityStore } from '../../domain/store.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import type { Metrics } from './metrics.js';

/** The generated document stands at the same distance in the sources and in the built package. */
const OPENAPI_URL = new URL('../../../docs/openapi.json', import.meta.url);

/** Routes for whoever runs the server: no credentials, no contents of any record. */
export function operationsRoutes(deps: {
  readonly ping: ActivityStore['ping'];
  readonly metrics: Metrics;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/healthz',
      summary: 'Whether the process is alive',
      responses: { 200: 'Alive' },
      handle: () => Promise.resolve({ body: { status: 'ok' } }),
    }),
    defineRoute({
      method: 'get',
      path: '/readyz',
      summary: 'Whether the store answers',
      responses: { 200: 'The store answers', 503: 'The store does not answer' },
      handle: async () => {
        await deps.ping();
        return { body: { status: 'ok' } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/metrics',
      summary: 'Figures in the Prometheus text format',
      responses: { 200: 'Figures' },
      handle: async () => {
        const { text, contentType } = await deps.metrics.expose();
        return { text, headers: { 'content-type': contentType } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/openapi.json',
      summary: 'This API as an OpenAPI document',
      responses: { 200: 'The document' },
      handle: async () => ({
        text: await readFile(OPENAPI_URL, 'utf8'),
        headers: { 'content-type': 'application/json; charset=utf-8' },
      }),
    }),
  ];
}
