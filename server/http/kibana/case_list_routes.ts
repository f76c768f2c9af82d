import type { KibanaCasePage, KibanaStatusCounts } from '../../../common/kibana_case_lists.js';
import type { StatusCounts } from '../../services/cases/case_find.js';
import type { Cases } from '../../services/cases/cases.js';
import { itemsOf } from '../answer/items.js';
import { listOf, TEXT } from '../openapi/json_schema.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { caseItems } from './answer/case_items.js';
import { toCase } from './answer/case_presenter.js';
import { userSchema } from './answer/user_schema.js';
import { toUser } from './answer/user_presenter.js';
import { casePageSchema, resolvedCaseSchema } from './answer/case_list_schema.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import type { CasesQuery } from './request/case_list_schemas.js';
import { caseQueryOf, casesQuery } from './request/case_list_schemas.js';
import type { IncludeComments } from './request/case_schemas.js';
import { includeCommentsSchema } from './request/case_schemas.js';
import type { OwnersQuery } from './request/owner_schemas.js';
import { ownersQuery, valuesOf } from './request/owner_schemas.js';

/** G2, G3 and G4 (K15.5). */
export function caseListRoutes({ cases }: CaseRoutesDependencies): Route[] {
  return [findCases(cases), listTags(cases), listReporters(cases), resolveCase(cases)];
}

function findCases(cases: Cases): Route {
  return defineRoute<Record<string, never>, CasesQuery>({
    method: 'get',
    path: '/api/cases/_find',
    operationId: 'findCases',
    summary: 'A page of the cases that the caller may see, and how many there are by status',
    scopes: ['cases:read'],
    request: { query: casesQuery },
    responses: { 200: { description: 'The page', schema: casePageSchema } },
    handle: async ({ access, query }) => {
      const wanted = caseQueryOf(query);
      const { heads, total, counts } = await cases.find(access, wanted);
      const rest: Omit<KibanaCasePage, 'cases'> = {
        page: wanted.page,
        per_page: wanted.perPage,
        total,
        ...toStatusCounts(counts),
      };
      return {
        items: itemsOf([heads], (head) => JSON.stringify(toCase({ head, attachments: [] })), {
          before: '{"cases":',
          after: `,${JSON.stringify(rest).slice(1)}`,
        }),
      };
    },
  });
}

function listTags(cases: Cases): Route {
  return defineRoute<Record<string, never>, OwnersQuery>({
    method: 'get',
    path: '/api/cases/tags',
    operationId: 'listCaseTags',
    summary: 'The tags of the cases that the caller may see, ascending',
    scopes: ['cases:read'],
    request: { query: ownersQuery },
    responses: { 200: { description: 'The tags, each once', schema: listOf(TEXT) } },
    handle: async ({ access, query }) => {
      const tags = await cases.tags(access, valuesOf(query.owner));
      return { items: itemsOf([tags], (tag) => JSON.stringify(tag)) };
    },
  });
}

function listReporters(cases: Cases): Route {
  return defineRoute<Record<string, never>, OwnersQuery>({
    method: 'get',
    path: '/api/cases/reporters',
    operationId: 'listCaseReporters',
    summary: 'Who has made the cases that the caller may see, ascending by name',
    scopes: ['cases:read'],
    request: { query: ownersQuery },
    responses: { 200: { description: 'The users, each name once', schema: listOf(userSchema) } },
    handle: async ({ access, query }) => {
      const reporters = await cases.reporters(access, valuesOf(query.owner));
      return { items: itemsOf([reporters], (actor) => JSON.stringify(toUser(actor))) };
    },
  });
}

function toStatusCounts(counts: StatusCounts): KibanaStatusCounts {
  return {
    count_open_cases: counts.open,
    count_in_progress_cases: counts['in-progress'],
    count_closed_cases: counts.closed,
  };
}

function resolveCase(cases: Cases): Route {
  return defineRoute<CaseParams, IncludeComments>({
    method: 'get',
    path: '/api/cases/:caseId/resolve',
    operationId: 'resolveCase',
    summary: 'Get a case by an id that may have been its own before; none ever was',
    scopes: ['cases:read'],
    request: { earlyQuery: includeCommentsSchema, deprecatedKeys: ['includeComments'] },
    responses: { 200: { description: 'The case, and that it has this very id', schema: resolvedCaseSchema } },
    handle: async ({ access, params, query: { includeComments } }) => {
      const { head, attachments } = await cases.resolve(access, params.caseId);
      const found = { head, attachments: includeComments === false ? [] : attachments };
      return { items: caseItems(found, { before: '{"outcome":"exactMatch","case":', after: '}' }) };
    },
  });
}
