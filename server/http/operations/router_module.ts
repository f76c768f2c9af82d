import type { RouterModule } from '../router_module.js';
import { createOperationsDialect } from './dialect.js';
import { operationsDocumentation } from './documentation.js';
import { operationsRoutes } from './routes.js';

/** Health, figures and the documents of the API, for whoever runs the server. */
export const operationsRouter: RouterModule = {
  id: 'operations',
  perSpace: false,
  documentation: operationsDocumentation,
  build: ({ settings: { operations: shown }, readiness, metrics }) => ({
    dialect: createOperationsDialect(),
    routes: operationsRoutes({ readiness, metrics, shown }),
    path: shown.path,
  }),
};
