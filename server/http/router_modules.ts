import { casebenderRouter } from './casebender/router_module.js';
import { kibanaRouter } from './kibana/router_module.js';
import { nativeRouter } from './native/router_module.js';
import { operationsRouter } from './operations/router_module.js';
import type { RouterModule } from './router_module.js';

/** Every router there is: the container builds them, the manifest names them, the OpenAPI document describes them. */
export const ROUTER_MODULES: readonly RouterModule[] = [
  kibanaRouter,
  casebenderRouter,
  nativeRouter,
  operationsRouter,
];
