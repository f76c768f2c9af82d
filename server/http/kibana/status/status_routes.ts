import type { KibanaVersion } from '../../../../common/kibana_platform.js';
import type { JsonSchema } from '../../openapi/json_schema.js';
import { isNobody } from '../../nobody.js';
import type { Route } from '../../route.js';
import { defineRoute } from '../../route.js';
import type { Traffic } from '../../traffic.js';
import { kibanaErrorSchema } from '../documentation.js';
import type { Health, HealthWatch } from './health.js';
import { machineName, processStats, serverMetrics } from './process_figures.js';
import { LEGACY_STATES, legacyStatusReport, statusReport } from './status_presenter.js';
import type { StatusQuery } from './status_query.js';
import { statusQuery, wantsLegacy } from './status_query.js';
import { statsSchema, statusSchema } from './status_schema.js';

/** What the routes work with. */
export interface StatusRoutesDependencies {
  readonly health: HealthWatch;
  readonly traffic: () => Promise<Traffic>;
  /** How many requests are not answered yet. */
  readonly running: () => number;
  readonly clock: () => Date;
  /** That of Kibana which the dialect is of, such as `8.19.0`. */
  readonly version: string;
  /** Of this package. */
  readonly build: string;
}

const NAME = 'case-activity';

/** A `Host` header that is longer than any name and port is not shown. */
const MAX_ADDRESS_CHARACTERS = 261;

/** P3: how the server is, for clients of Kibana. */
export function statusRoutes(deps: StatusRoutesDependencies): Route[] {
  return [getStatus(deps), getStats(deps)];
}

function getStatus({ health, traffic, clock, ...of }: StatusRoutesDependencies): Route {
  return defineRoute<Record<string, never>, StatusQuery>({
    method: 'get',
    path: '/api/status',
    operationId: 'getStatus',
    summary: 'How well the server and its store work',
    open: true,
    outsideSpaces: true,
    request: { query: statusQuery },
    responses: {
      200: { description: 'The store answers', schema: statusSchema },
      503: { description: 'The store does not answer', schema: orError(statusSchema) },
    },
    handle: async ({ access, query }) => {
      const found = await health.look();
      const status = statusCode(found);
      if (isNobody(access)) return { status, body: { status: { overall: { level: found.overall } } } };
      const version = versionOf(of);
      const report = wantsLegacy(query) ? legacyStatusReport(found, version.number) : statusReport(found);
      const metrics = serverMetrics(await traffic(), clock());
      return { status, body: { name: NAME, uuid: found.uuid, version, status: report, metrics } };
    },
  });
}

function getStats({ health, traffic, running, clock, ...of }: StatusRoutesDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/api/stats',
    operationId: 'getStats',
    summary: 'Figures of the server',
    outsideSpaces: true,
    responses: {
      200: { description: 'The store answers', schema: statsSchema },
      503: { description: 'The store does not answer', schema: orError(statsSchema) },
    },
    handle: async ({ headers }) => {
      const found = await health.look();
      const { number, build_snapshot: snapshot } = versionOf(of);
      const [host, { host: asked = '' }] = [machineName(), headers];
      const kibana = {
        ...{ uuid: found.uuid, name: NAME, index: '.kibana', host, locale: 'en' },
        transport_address: asked === '' || asked.length > MAX_ADDRESS_CHARACTERS ? host : asked,
        ...{ version: number, snapshot, status: LEGACY_STATES[found.overall].state },
      };
      const stats = processStats(await traffic(), running(), clock());
      return { status: statusCode(found), body: { kibana, ...stats } };
    },
  });
}

/** Also what else is needed may not answer. */
function orError(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, kibanaErrorSchema] };
}

function statusCode({ store }: Health): number {
  return store === 'available' ? 200 : 503;
}

function versionOf({ version, build }: Pick<StatusRoutesDependencies, 'version' | 'build'>): KibanaVersion {
  const number = version.replace(/-SNAPSHOT$/, '');
  return {
    number,
    build_hash: build,
    build_number: 1,
    build_snapshot: number !== version,
  };
}
