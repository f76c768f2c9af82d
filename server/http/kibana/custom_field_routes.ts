import type { CustomFieldPut } from '../../services/cases/case_custom_field_put.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { customFieldSchema } from './answer/case_schema.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import { customFieldPutSchema } from './request/custom_field_schemas.js';

/** W9 (K17.4). */
export function customFieldRoutes({ cases }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<CaseParams & { readonly key: string }, Record<string, never>, Omit<CustomFieldPut, 'key'>>({
      method: 'put',
      path: '/internal/cases/:caseId/custom_fields/:key',
      operationId: 'putCaseCustomField',
      summary: 'Set the value of one custom field of a case',
      scopes: ['cases:write'],
      request: { body: customFieldPutSchema },
      responses: { 200: { description: 'The field', schema: customFieldSchema } },
      handle: async ({ access, params: { caseId, key }, body }) => ({
        body: await cases.putCustomField(access, caseId, { key, ...body }),
      }),
    }),
  ];
}
