import type { Cases } from '../../services/cases.js';
import type { NewCase } from '../../services/case_state.js';
import type { CaseUpdate } from '../../services/case_update_checks.js';
import type { Logger } from '../../domain/logger.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import type { CasePatch, CasesPatch, Ids, IncludeComments } from './case_schemas.js';
import {
  casesPatchSchema,
  idsSchema,
  idsShapeSchema,
  includeCommentsSchema,
  newCaseSchema,
} from './case_schemas.js';
import { deprecated } from './deprecation.js';
import { presentCase } from './present_case.js';

/** What the routes of cases work with. */
export interface CaseRoutesDependencies {
  readonly cases: Cases;
  /** The Kibana version that deprecation headers name (K2.5). */
  readonly version: string;
  readonly logger: Logger;
}

/** Parameters of the routes of one case. */
export interface CaseParams {
  readonly caseId: string;
}

/** W1, W2, W3 and G1 (K15). */
export function caseRoutes({ cases, ...deprecation }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<Record<string, never>, Record<string, never>, NewCase>({
      method: 'post',
      path: '/api/cases',
      summary: 'Create a case',
      scopes: ['cases:write'],
      request: { body: newCaseSchema },
      responses: { 200: 'The case', 400: 'Invalid request', 403: 'Not allowed' },
      handle: async ({ access, body }) => ({ body: presentCase(await cases.create(access, body)) }),
    }),
    defineRoute<Record<string, never>, Record<string, never>, CasesPatch>({
      method: 'patch',
      path: '/api/cases',
      summary: 'Change cases, all or none',
      scopes: ['cases:write'],
      request: { body: casesPatchSchema },
      responses: {
        200: 'The changed cases, in the order of the request',
        400: 'Invalid request',
        403: 'Not allowed',
        404: 'No such case',
        406: 'Nothing differs',
        409: 'A case has changed meanwhile',
      },
      handle: async ({ access, body }) => {
        const changed = await cases.update(access, body.cases.map(updateOf));
        return { body: changed.map(presentCase) };
      },
    }),
    defineRoute<Record<string, never>, Ids>({
      method: 'delete',
      path: '/api/cases',
      summary: 'Delete cases with all of their activity, all or none',
      scopes: ['cases:write'],
      request: { earlyQuery: idsShapeSchema, query: idsSchema },
      responses: { 204: 'Deleted', 400: 'Invalid request', 403: 'Not allowed', 404: 'No such case' },
      handle: async ({ access, query }) => {
        await cases.remove(access, query.ids);
        return { status: 204 };
      },
    }),
    defineRoute<CaseParams, IncludeComments>({
      method: 'get',
      path: '/api/cases/:caseId',
      summary: 'Get a case',
      scopes: ['cases:read'],
      request: { earlyQuery: includeCommentsSchema },
      responses: { 200: 'The case', 400: 'Invalid request', 403: 'Not allowed', 404: 'No such case' },
      handle: async ({ access, params, query: { includeComments } }) => {
        const { head, attachments } = await cases.get(access, params.caseId);
        return {
          headers:
            includeComments === undefined
              ? {}
              : deprecated(deprecation, 'query parameter includeComments', 'GET /api/cases/{case_id}'),
          body: presentCase({ head, attachments: includeComments === false ? [] : attachments }),
        };
      },
    }),
  ];
}

function updateOf({ id, version, ...attributes }: CasePatch): CaseUpdate {
  return { id, version, attributes };
}
