import type { UserActionCounts } from '../../services/cases/user_action_types.js';
import type { KibanaUserActionStats } from '../../../common/kibana_activity.js';
import { itemsOf } from '../answer/items.js';
import { listOf } from '../openapi/json_schema.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { userActionPage, userActionPageWithAttachments } from './answer/user_action_page.js';
import { userActionWriter } from './answer/user_action_presenter.js';
import {
  userActionSchema,
  userActionPageSchema,
  userActionPageWithAttachmentsSchema,
  userActionStatsSchema,
} from './answer/user_action_schema.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import type { UserActionsQuery } from './request/user_action_schemas.js';
import { userActionQueryOf, userActionsQuery } from './request/user_action_schemas.js';

const PATH = '/api/cases/:caseId/user_actions';

/** R1 to R4 (K7, K8, K9). */
export function userActionRoutes({ cases: { history } }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<CaseParams>({
      method: 'get',
      path: PATH,
      operationId: 'listCaseUserActions',
      summary: 'All activity of a case, oldest first',
      deprecated: { since: '8.1.0', use: `${PATH}/_find` },
      scopes: ['cases:read'],
      responses: {
        200: {
          description: 'The oldest 10,000 activities; none if there is no such case',
          schema: listOf(userActionSchema),
        },
      },
      handle: async ({ access, params }) => {
        const activities = await history.all(access, params.caseId);
        return { items: itemsOf(activities, userActionWriter()) };
      },
    }),
    defineRoute<CaseParams, UserActionsQuery>({
      method: 'get',
      path: `${PATH}/_find`,
      operationId: 'findCaseUserActions',
      summary: 'A page of the activity of a case, by type',
      scopes: ['cases:read'],
      request: { query: userActionsQuery },
      responses: { 200: { description: 'The page', schema: userActionPageSchema } },
      handle: async ({ access, params, query }) => {
        const wanted = userActionQueryOf(query);
        return { items: userActionPage(await history.find(access, params.caseId, wanted), wanted) };
      },
    }),
    defineRoute<CaseParams, UserActionsQuery>({
      method: 'get',
      path: '/internal/cases/:caseId/user_actions/_find',
      operationId: 'findCaseUserActionsWithAttachments',
      summary: 'A page of the activity of a case, by type, with the attachments that it is about',
      scopes: ['cases:read'],
      request: { query: userActionsQuery },
      responses: { 200: { description: 'The page', schema: userActionPageWithAttachmentsSchema } },
      handle: async ({ access, params, query }) => {
        const wanted = userActionQueryOf(query);
        const page = await history.find(access, params.caseId, wanted);
        const read = (ids: readonly string[]) => history.attachments(page.head, ids);
        return { items: userActionPageWithAttachments(page, wanted, read) };
      },
    }),
    defineRoute<CaseParams>({
      method: 'get',
      path: '/internal/cases/:caseId/user_actions/_stats',
      operationId: 'getCaseUserActionStats',
      summary: 'How many activities a case has',
      scopes: ['cases:read'],
      responses: { 200: { description: 'The counts', schema: userActionStatsSchema } },
      handle: async ({ access, params }) => ({
        body: statsOf(await history.counts(access, params.caseId)),
      }),
    }),
  ];
}

function statsOf({ total, comments, deletions, commentDeletions }: UserActionCounts): KibanaUserActionStats {
  return {
    total,
    total_deletions: deletions,
    total_comments: comments,
    total_comment_deletions: commentDeletions,
    total_other_actions: total - comments,
    total_other_action_deletions: deletions - commentDeletions,
  };
}
