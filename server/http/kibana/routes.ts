import type { SpaceCatalogue } from '../../services/spaces/space_catalogue.js';
import type { Route } from '../route.js';
import { attachmentRoutes } from './attachment_routes.js';
import { caseAlertRoutes } from './case_alert_routes.js';
import type { CaseRoutesDependencies } from './case_routes.js';
import { caseListRoutes } from './case_list_routes.js';
import { caseRoutes } from './case_routes.js';
import { commentRoutes } from './comment_routes.js';
import { configurationRoutes } from './configuration_routes.js';
import { connectorRoutes } from './connector_routes.js';
import { customFieldRoutes } from './custom_field_routes.js';
import { overviewRoutes } from './overview_routes.js';
import { spaceRoutes } from './spaces/space_routes.js';
import type { StatusRoutesDependencies } from './status/status_routes.js';
import { statusRoutes } from './status/status_routes.js';
import { userActionRoutes } from './user_action_routes.js';

/** What the routes of the dialect work with. */
export interface KibanaRoutesDependencies extends CaseRoutesDependencies {
  readonly spaces: SpaceCatalogue;
  readonly status: StatusRoutesDependencies;
}

/** The routes of the Kibana dialect (K1, P1, P3). Static segments stand before `:caseId`. */
export function kibanaRoutes(deps: KibanaRoutesDependencies): Route[] {
  return [
    ...configurationRoutes(deps),
    ...connectorRoutes(deps),
    ...overviewRoutes(deps),
    ...userActionRoutes(deps),
    ...attachmentRoutes(deps),
    ...commentRoutes(deps),
    ...caseAlertRoutes(deps),
    ...caseListRoutes(deps),
    ...customFieldRoutes(deps),
    ...caseRoutes(deps),
    ...spaceRoutes(deps.spaces),
    ...statusRoutes(deps.status),
  ];
}
