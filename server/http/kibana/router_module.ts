import type { RouterModule } from '../router_module.js';
import { createKibanaDialect } from './dialect.js';
import { kibanaDocumentation } from './documentation.js';
import { profilesOf } from './answer/people_presenter.js';
import { kibanaRoutes } from './routes.js';
import { HealthWatch } from './status/health.js';

/** Kibana 8.19's case activity and the part of its Cases API that makes it (`kibana-cases-api.md`). */
export const kibanaRouter: RouterModule = {
  id: 'kibana',
  perSpace: true,
  documentation: kibanaDocumentation,
  build: ({ settings: { kibana, security }, authenticator, gate, limiter, logger, clock, ...services }) => ({
    dialect: createKibanaDialect({
      ...{ authenticator, gate, logger, version: kibana.version },
      limiter: kibana.rateLimits ? limiter : undefined,
    }),
    routes: kibanaRoutes({
      cases: services.cases,
      configurations: services.configurations,
      profiles: profilesOf(security.users),
      spaces: services.spaceCatalogue,
      status: {
        health: new HealthWatch({ check: services.readiness.check, identity: services.identity, clock }),
        traffic: () => services.metrics.traffic(),
        running: services.running,
        ...{ clock, version: kibana.version, build: services.version },
      },
      connectors: new Map(kibana.connectors.map((connector) => [connector.id, connector])),
    }),
  }),
};
