import type { Route } from '../route.js';
import { activityRoutes } from './activity_routes.js';
import { alertRoutes } from './alert_routes.js';
import { bulkRoutes } from './bulk_routes.js';
import { caseRoutes } from './case_routes.js';
import { commentRoutes } from './comment_routes.js';
import type { CasebenderRoutesDependencies } from './route_inputs.js';

/** The routes of the CaseBender v1 dialect (C2, C9). */
export function casebenderRoutes(deps: CasebenderRoutesDependencies): Route[] {
  return [
    ...[...bulkRoutes(deps), ...caseRoutes(deps)],
    ...[...alertRoutes(deps), ...commentRoutes(deps), ...activityRoutes(deps)],
  ];
}
