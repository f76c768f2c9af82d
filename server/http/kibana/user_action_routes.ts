import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import type { CaseParams, CaseRoutesDependencies } from './case_routes.js';
import { deprecated } from './deprecation.js';
import { legacyUserActions } from './legacy_user_action.js';

const PATH = '/api/cases/:caseId/user_actions';

/** R1 (K7). */
export function userActionRoutes({ cases, ...deprecation }: CaseRoutesDependencies): Route[] {
  return [
    defineRoute<CaseParams>({
      method: 'get',
      path: PATH,
      summary: 'All activity of a case, oldest first',
      deprecated: { since: '8.1.0', use: `${PATH}/_find` },
      scopes: ['cases:read'],
      responses: { 200: 'The oldest 10,000 activities; none if there is no such case', 403: 'Not allowed' },
      handle: async ({ access, params }) => {
        const activities = await cases.userActions(access, params.caseId);
        return {
          headers: deprecated(deprecation, 'endpoint', 'GET /api/cases/{case_id}/user_actions'),
          items: legacyUserActions(activities),
        };
      },
    }),
  ];
}
