import type { KibanaAlertCase } from '../../../common/kibana_attachments.js';
import type { VisibleHead } from '../../services/record_guard.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toCase } from './answer/case_presenter.js';
import { alertCasesSchema, caseAlertsSchema } from './answer/case_alerts_schema.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import type { OwnersQuery } from './request/owner_schemas.js';
import { ownersQuery, valuesOf } from './request/owner_schemas.js';

interface AlertParams {
  readonly alertId: string;
}

/** G6 and G7 (K19). */
export function caseAlertRoutes({ cases: { alerts } }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<AlertParams, OwnersQuery>({
      method: 'get',
      path: '/api/cases/alerts/:alertId',
      operationId: 'listCasesOfAlert',
      summary: 'The cases that have an alert attached, newest first',
      scopes: ['cases:read'],
      request: { query: ownersQuery },
      responses: { 200: { description: 'The cases', schema: alertCasesSchema } },
      handle: async ({ access, params, query: { owner } }) => {
        const found = await alerts.casesOf(access, params.alertId, valuesOf(owner));
        return { body: found.map(toAlertCase) };
      },
    }),
    defineRoute<CaseParams>({
      method: 'get',
      path: '/api/cases/:caseId/alerts',
      operationId: 'listCaseAlerts',
      summary: 'The alerts that are attached to a case, oldest attachment first',
      scopes: ['cases:read'],
      responses: { 200: { description: 'The alerts', schema: caseAlertsSchema } },
      handle: async ({ access, params }) => {
        const attached = await alerts.ofCase(access, params.caseId);
        return {
          body: attached.map(({ id, index, attachedAt }) => ({ id, index, attached_at: attachedAt })),
        };
      },
    }),
  ];
}

function toAlertCase(head: VisibleHead): KibanaAlertCase {
  const {
    id,
    title,
    description,
    status,
    created_at: createdAt,
    ...totals
  } = toCase({ head, attachments: [] });
  const { totalAlerts: alerts, totalComment: userComments } = totals;
  return { id, title, description, status, createdAt, totals: { alerts, userComments } };
}
