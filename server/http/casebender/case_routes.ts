import type { AlertCase } from '../../../common/casebender.js';
import { IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED, replayedHeader } from '../request/idempotency_key.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { alertCaseSchema, successOf } from './answer/alert_schema.js';
import { success } from './answer/envelope.js';
import { KEY_REUSED, SUCCEEDED } from './answer/responses.js';
import type { CreateCaseBody } from './request/case_schemas.js';
import { createCaseBody } from './request/case_schemas.js';
import type { LangQuery } from './request/query_schemas.js';
import { langQuery } from './request/query_schemas.js';
import { repeatableRequest } from './request/repeated_request.js';
import type { CasebenderRoutesDependencies } from './route_inputs.js';

/** The route that makes a case of alerts (C9.6). */
export function caseRoutes({ alerts }: CasebenderRoutesDependencies): Route[] {
  return [
    defineRoute<Record<string, never>, LangQuery, CreateCaseBody>({
      method: 'post',
      path: '/alerts/create-case',
      operationId: 'createCaseFromAlerts',
      summary: 'Create a case from alerts and link them to it, all or nothing',
      scopes: ['alerts:write', 'cases:write'],
      request: { query: langQuery, body: createCaseBody, headers: IDEMPOTENCY_KEY },
      responses: {
        201: {
          description: SUCCEEDED,
          schema: successOf(alertCaseSchema),
          headers: IDEMPOTENCY_REPLAYED,
        },
        409: {
          description:
            'Una alerta ya está vinculada a un caso, ha cambiado entretanto, o su historial está lleno',
        },
        422: KEY_REUSED,
      },
      handle: async (input) => {
        const { alert_ids: alertIds, ...fields } = input.body;
        const request = repeatableRequest(input, '/alerts/create-case');
        const { result, replayed } = await alerts.createCase(input.access, { fields, alertIds, request });
        const data: AlertCase = { case_id: result };
        return { status: 201, headers: replayedHeader(replayed), body: success(data) };
      },
    }),
  ];
}
