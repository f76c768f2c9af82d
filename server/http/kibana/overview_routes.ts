import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toConnectors } from './answer/connectors_presenter.js';
import { caseConnectorsSchema } from './answer/connectors_schema.js';
import { toMetrics } from './answer/metrics_presenter.js';
import { caseMetricsSchema } from './answer/metrics_schema.js';
import { toPeople } from './answer/people_presenter.js';
import { casePeopleSchema } from './answer/people_schema.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import type { MetricsQuery } from './request/metrics_schemas.js';
import { metricsQuery, metricsShape } from './request/metrics_schemas.js';

/** R5, R6 and R7: what the whole activity of a case tells (K10, K11, K12). */
export function overviewRoutes({
  cases: { history },
  profiles,
  connectors,
}: CaseRoutesDependencies): Route[] {
  return [
    // First: `metrics` is no case here (K1).
    defineRoute<CaseParams, MetricsQuery>({
      method: 'get',
      path: '/internal/cases/metrics/:caseId',
      operationId: 'getCaseMetrics',
      summary: 'Times, connectors, alerts and actions of a case, as its activity tells',
      scopes: ['cases:read'],
      request: { earlyQuery: metricsShape, query: metricsQuery },
      responses: { 200: { description: 'The parts that were asked for', schema: caseMetricsSchema } },
      handle: async ({ access, params, query }) => {
        const features = [query.features].flat();
        return { body: toMetrics(await history.metrics(access, params.caseId, features), features) };
      },
    }),
    defineRoute<CaseParams>({
      method: 'get',
      path: '/internal/cases/:caseId/_users',
      operationId: 'getCaseUsers',
      summary: 'Who has to do with a case',
      scopes: ['cases:read'],
      responses: { 200: { description: 'The people', schema: casePeopleSchema } },
      handle: async ({ access, params }) => ({
        body: toPeople(await history.people(access, params.caseId), profiles),
      }),
    }),
    defineRoute<CaseParams>({
      method: 'get',
      path: '/internal/cases/:caseId/_connectors',
      operationId: 'getCaseConnectors',
      summary: 'The connectors of a case, and whether they know of its newest changes',
      scopes: ['cases:read'],
      responses: {
        200: { description: 'By their ids; none if there is no such case', schema: caseConnectorsSchema },
      },
      handle: async ({ access, params }) => {
        const found = await history.connectors(access, params.caseId, (id) => connectors.get(id)?.type);
        return { body: toConnectors(found, connectors) };
      },
    }),
  ];
}
