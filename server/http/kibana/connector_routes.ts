import { listOf } from '../openapi/json_schema.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { caseSchema } from './answer/case_schema.js';
import { caseItems } from './answer/case_items.js';
import { toActionConnector } from './answer/connectors_presenter.js';
import { actionConnectorSchema } from './answer/connectors_schema.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import { nothingSchema } from './request/connector_schema.js';

/** G13 and W10 (K18). Before those of cases: `configure` is no case (K1). */
export function connectorRoutes({ cases, connectors }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/cases/configure/connectors/_find',
      operationId: 'findCaseConnectors',
      summary: 'The external systems that are registered',
      scopes: ['cases:read'],
      responses: { 200: { description: 'All of them', schema: listOf(actionConnectorSchema) } },
      handle: () => Promise.resolve({ body: [...connectors.values()].map(toActionConnector) }),
    }),
    defineRoute<CaseParams & { readonly connectorId: string }, Record<string, never>, object>({
      method: 'post',
      path: '/api/cases/:caseId/connector/:connectorId/_push',
      operationId: 'pushCase',
      summary: 'Tell an external system of a case',
      scopes: ['cases:write'],
      request: { body: nothingSchema },
      responses: {
        200: { description: 'The case', schema: caseSchema },
        424: { description: 'The external system could not be told; nothing is changed' },
      },
      handle: async ({ access, params }) => ({ items: caseItems(await cases.push(access, params)) }),
    }),
  ];
}
