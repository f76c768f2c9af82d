import type { Route } from '../route.js';
import { exportRoutes } from './export_routes.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';
import { ingestRoutes } from './ingest_routes.js';
import { proofRoutes } from './proof_routes.js';
import { recordRoutes } from './record_routes.js';
import { spaceRoutes } from './space_routes.js';
import { stateRoutes } from './state_routes.js';
import { statisticsRoutes } from './statistics_routes.js';
import { streamRoutes } from './stream_routes.js';
import { timelineRoutes } from './timeline/timeline_routes.js';
import { verifyRoutes } from './verify_routes.js';

/** All routes of the dialect. */
export function nativeRoutes(deps: NativeRoutesDependencies): Route[] {
  return [
    ...recordRoutes(deps),
    ...stateRoutes(deps),
    ...spaceRoutes(deps),
    ...proofRoutes(deps),
    ...verifyRoutes(deps),
    ...statisticsRoutes(deps),
    ...streamRoutes(deps),
    ...ingestRoutes(deps),
    ...exportRoutes(deps),
    ...timelineRoutes(),
  ];
}
