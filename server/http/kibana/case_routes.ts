import type { Cases } from '../../services/cases/cases.js';
import type { Configurations } from '../../services/configurations/configurations.js';
import type { NewCase } from '../../services/cases/case_state.js';
import type { CaseUpdate } from '../../services/cases/case_update_checks.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { listOf } from '../openapi/json_schema.js';
import type { CasePatch, CasesPatch, Ids, IncludeComments } from './request/case_schemas.js';
import {
  casesPatchSchema,
  idsSchema,
  idsShapeSchema,
  includeCommentsSchema,
  newCaseSchema,
} from './request/case_schemas.js';
import type { RegisteredConnectors } from './answer/connectors_presenter.js';
import type { Profiles } from './answer/people_presenter.js';
import { caseSchema } from './answer/case_schema.js';
import { caseItems } from './answer/case_items.js';
import { toCase } from './answer/case_presenter.js';

/** What the routes of cases work with. */
export interface CaseRoutesDependencies {
  readonly cases: Cases;
  readonly configurations: Configurations;
  /** People of whom more is known than the records say. */
  readonly profiles: Profiles;
  /** By their ids. */
  readonly connectors: RegisteredConnectors;
}

/** Parameters of the routes of one case. */
export interface CaseParams {
  readonly caseId: string;
}

/** W1, W2, W3 and G1 (K15). */
export function caseRoutes({ cases }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<Record<string, never>, Record<string, never>, NewCase>({
      method: 'post',
      path: '/api/cases',
      operationId: 'createCase',
      summary: 'Create a case',
      scopes: ['cases:write'],
      request: { body: newCaseSchema },
      responses: { 200: { description: 'The case', schema: caseSchema } },
      handle: async ({ access, body }) => ({ body: toCase(await cases.create(access, body)) }),
    }),
    defineRoute<Record<string, never>, Record<string, never>, CasesPatch>({
      method: 'patch',
      path: '/api/cases',
      operationId: 'updateCases',
      summary: 'Change cases, all or none',
      scopes: ['cases:write'],
      request: { body: casesPatchSchema },
      responses: {
        200: {
          description: 'The changed cases, in the order of the request',
          schema: listOf(caseSchema),
        },
        406: { description: 'Nothing differs' },
      },
      handle: async ({ access, body }) => {
        const changed = await cases.update(access, body.cases.map(updateOf));
        return { body: changed.map(toCase) };
      },
    }),
    defineRoute<Record<string, never>, Ids>({
      method: 'delete',
      path: '/api/cases',
      operationId: 'deleteCases',
      summary: 'Delete cases with all of their activity, all or none',
      scopes: ['cases:write'],
      request: { earlyQuery: idsShapeSchema, query: idsSchema },
      responses: { 204: { description: 'Deleted' } },
      handle: async ({ access, query }) => {
        await cases.remove(access, query.ids);
        return { status: 204 };
      },
    }),
    defineRoute<CaseParams, IncludeComments>({
      method: 'get',
      path: '/api/cases/:caseId',
      operationId: 'getCase',
      summary: 'Get a case',
      scopes: ['cases:read'],
      request: { earlyQuery: includeCommentsSchema, deprecatedKeys: ['includeComments'] },
      responses: { 200: { description: 'The case', schema: caseSchema } },
      handle: async ({ access, params, query: { includeComments } }) => {
        const { head, attachments } = await cases.get(access, params.caseId);
        return { items: caseItems({ head, attachments: includeComments === false ? [] : attachments }) };
      },
    }),
  ];
}

function updateOf({ id, version, ...attributes }: CasePatch): CaseUpdate {
  return { id, version, attributes };
}
