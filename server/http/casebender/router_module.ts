import type { RouterModule } from '../router_module.js';
import { createCasebenderDialect } from './dialect.js';
import { casebenderDocumentation } from './documentation.js';
import { casebenderRoutes } from './routes.js';

/** CaseBender's v1 API of alerts and their activities (`casebender-api.md`). */
export const casebenderRouter: RouterModule = {
  id: 'casebender',
  perSpace: true,
  documentation: casebenderDocumentation,
  build: ({ settings, authenticator, gate, limiter, languages, alerts, clock, logger }) => {
    const { statuses, avatarUrl } = settings.casebender;
    const owners = settings.owners.map(({ id }) => id);
    return {
      dialect: createCasebenderDialect({ authenticator, gate, limiter, languages, owners, statuses }),
      routes: casebenderRoutes({ alerts, clock, logger, avatarUrl }),
    };
  },
};
