import type { RouterModule } from '../router_module.js';
import { createNativeDialect } from './dialect.js';
import { nativeDocumentation } from './documentation.js';
import { nativeRoutes } from './routes.js';

/** Our own dialect: everything a history can be asked for (`native-api.md`). */
export const nativeRouter: RouterModule = {
  id: 'native',
  perSpace: true,
  documentation: nativeDocumentation,
  build: ({ settings, authenticator, gate, limiter, languages, clock, logger, ...services }) => ({
    dialect: createNativeDialect({
      authenticator,
      gate,
      limiter,
      languages,
      owners: settings.owners.map(({ id }) => id),
      standard: settings.native.locale,
    }),
    routes: nativeRoutes({
      histories: services.histories,
      spaces: services.spaceHistories,
      seals: services.entrySeals,
      statistics: services.statistics,
      live: services.live,
      ingest: services.ingest,
      owners: settings.owners.map(({ id }) => id),
      logger,
      recordClient: settings.native.recordClient,
      exports: services.exports,
      proofs: services.proofs,
      verifications: services.verifications,
      clock,
      heartbeatMs: settings.native.heartbeatMs,
    }),
  }),
};
