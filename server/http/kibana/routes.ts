import type { Route } from '../route.js';
import type { CaseRoutesDependencies } from './case_routes.js';
import { caseRoutes } from './case_routes.js';
import { commentRoutes } from './comment_routes.js';
import { userActionRoutes } from './user_action_routes.js';

/** The routes of the Kibana dialect (K1). Static segments stand before `:caseId`. */
export function kibanaRoutes(deps: CaseRoutesDependencies): Route[] {
  return [...userActionRoutes(deps), ...commentRoutes(deps), ...caseRoutes(deps)];
}
