import { ActivityError } from '../../domain/errors.js';
import { ANY_OBJECT, COUNT, objectOf, oneOf, TEXT } from '../openapi/json_schema.js';
import type { Reply, Route } from '../route.js';
import { defineRoute } from '../route.js';
import { DOCS_HEADERS, DOCS_PAGE, docsAsset } from './docs_page.js';
import type { Metrics } from './metrics.js';
import { openApiText } from './openapi_file.js';
import type { Readiness } from './readiness.js';

/** Which of the routes there are, and where they stand below the plugin's path. */
export interface ShownOperations {
  readonly path: string;
  readonly health: boolean | 'healthz' | 'readyz';
  readonly metrics: boolean;
  readonly openapi: boolean;
  readonly docs: boolean;
}

/** What the routes work with. */
export interface OperationsRoutesDependencies {
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly shown: ShownOperations;
}

/** Routes for whoever runs the server: no credentials, no contents of any record. */
export function operationsRoutes(deps: OperationsRoutesDependencies): Route[] {
  const { path, health, metrics, openapi, docs } = deps.shown;
  const routes: Route[] = [];
  if (health === true || health === 'healthz') routes.push(isAlive());
  if (health === true || health === 'readyz') routes.push(isReady(deps));
  if (metrics) routes.push(getMetrics(deps));
  if (openapi)
    routes.push(getOpenApi(() => openApiText({ path, routes: routes.map((route) => route.path) })));
  if (docs) routes.push(getDocs(), getDocsAsset());
  return routes;
}

function isAlive(): Route {
  return defineRoute({
    method: 'get',
    path: '/healthz',
    operationId: 'isAlive',
    summary: 'Whether the process is alive',
    responses: { 200: { description: 'Alive', schema: objectOf({ status: oneOf('ok') }) } },
    handle: () => Promise.resolve({ body: { status: 'ok' } }),
  });
}

function isReady({ readiness, metrics }: OperationsRoutesDependencies): Route {
  const audit = {
    ...objectOf({ lost: COUNT, waiting: COUNT }),
    description: 'Lines of the audit log that were lost, and that are not written yet; with one.',
  };
  return defineRoute({
    method: 'get',
    path: '/readyz',
    operationId: 'isReady',
    summary: 'Whether requests can be answered: by the store, and by an audit log that is required',
    responses: {
      200: { description: 'The store answers', schema: objectOf({ status: oneOf('ok') }, { audit }) },
      503: { description: 'The store does not answer, or a required audit log cannot be written' },
    },
    handle: async () => {
      await readiness.check();
      const { waitingAuditLines } = readiness;
      if (waitingAuditLines === undefined) return { body: { status: 'ok' } };
      const audit = { lost: metrics.lostAuditLines, waiting: waitingAuditLines() };
      return { body: { status: 'ok', audit } };
    },
  });
}

function getMetrics({ metrics }: OperationsRoutesDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    summary: 'Figures in the Prometheus text format',
    responses: { 200: { description: 'Figures', type: 'text/plain', schema: TEXT } },
    handle: async () => {
      const { text, contentType } = await metrics.expose();
      return { text, headers: { 'content-type': contentType } };
    },
  });
}

function getOpenApi(read: () => Promise<string>): Route {
  let document: Promise<string> | undefined;
  return defineRoute({
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    summary: 'This API as an OpenAPI document',
    responses: { 200: { description: 'The document', schema: ANY_OBJECT } },
    handle: async () => ({
      text: await (document ??= read()),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    }),
  });
}

function getDocs(): Route {
  return defineRoute<{ readonly endsWithSlash: boolean }>({
    method: 'get',
    path: '/docs',
    operationId: 'getDocs',
    summary: 'This API as a page for people',
    responses: {
      200: { description: 'The page', type: 'text/html', schema: TEXT },
      308: {
        description: 'To the same address without the slash at its end',
        headers: { Location: { description: 'The address, relative.' } },
      },
    },
    handle: ({ params: { endsWithSlash } }) =>
      Promise.resolve<Reply>(
        endsWithSlash
          ? { status: 308, headers: { location: '../docs' } }
          : { text: DOCS_PAGE, headers: { ...DOCS_HEADERS, 'content-type': 'text/html; charset=utf-8' } },
      ),
  });
}

function getDocsAsset(): Route {
  return defineRoute<{ readonly asset: string }>({
    method: 'get',
    path: '/docs/:asset',
    operationId: 'getDocsAsset',
    summary: 'A file of that page',
    responses: {
      200: { description: 'The file', type: 'text/*', schema: TEXT },
      404: { description: 'There is no such file' },
    },
    handle: async ({ params }) => {
      const asset = await docsAsset(params.asset);
      if (asset === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'Not Found');
      const headers = { 'content-type': asset.contentType, 'cache-control': 'public, max-age=3600' };
      return { text: asset.bytes, headers: { ...DOCS_HEADERS, ...headers } };
    },
  });
}
