import { activityIdOf } from '../../services/alerts/alert_activity_id.js';
import { itemsOf } from '../answer/items.js';
import { listOf } from '../openapi/json_schema.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { toActivity } from './answer/activity_presenter.js';
import { activitySchema, successOf } from './answer/alert_schema.js';
import { SUCCESS } from './answer/envelope.js';
import { pagingHeaders } from './answer/paging.js';
import { PAGING, SUCCEEDED } from './answer/responses.js';
import type { AlertParams, CasebenderRoutesDependencies } from './route_inputs.js';
import type { ActivitiesQuery } from './request/query_schemas.js';
import { activitiesQuery } from './request/query_schemas.js';

/** The route of an alert's history (C2). */
export function activityRoutes(deps: CasebenderRoutesDependencies): Route[] {
  return [listActivities(deps)];
}

function listActivities({ alerts, clock, avatarUrl }: CasebenderRoutesDependencies): Route {
  return defineRoute<AlertParams, ActivitiesQuery>({
    method: 'get',
    path: '/alerts/:id/activities',
    operationId: 'listAlertActivities',
    summary: 'The history of an alert, newest first',
    scopes: ['alerts:read'],
    request: { query: activitiesQuery },
    responses: {
      200: { description: SUCCEEDED, schema: successOf(listOf(activitySchema)), headers: PAGING },
    },
    handle: async ({ access, params, query, language }) => {
      const { page, limit, as_of: asOf, lang } = query;
      const found = await alerts.activities(access, params.id, { page, limit, asOf });
      const { head, activities, newest } = found;
      const view = { language, now: clock(), avatarUrl };
      const newestId = activityIdOf(head.number, newest);
      return {
        headers: pagingHeaders({ page, limit, total: newest, asOf: newestId, lang }),
        items: itemsOf(
          activities,
          (activity) => JSON.stringify(toActivity(activity, head.number, view)),
          SUCCESS,
        ),
      };
    },
  });
}
