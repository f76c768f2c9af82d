import Joi from 'joi';
import { checked, member, schemaOf } from './rules.js';

/** Where the operations routes stand, and which of them there are. */
export interface OperationsConfig {
  /** Below the path of the plugin. */
  readonly path: string;
  readonly health: boolean | 'healthz' | 'readyz';
  readonly metrics: boolean;
  readonly openapi: boolean;
  readonly docs: boolean;
}

/** Schema of `operations`: where the routes for whoever runs the server stand, and which there are. */
export function operationsSchema(): Joi.ObjectSchema {
  return schemaOf<OperationsConfig>({
    path: Joi.string()
      .pattern(/^\/([A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*)?$/)
      .default('/api/activity')
      .messages({ 'string.pattern.base': 'must begin with a slash and not end with one' })
      .meta({ default: '`/api/activity`; `/` in the standalone host' })
      .description('Path of these routes, below that of the plugin.'),
    health: Joi.valid(true, false, 'healthz', 'readyz')
      .default(true)
      .meta({ type: 'boolean, `healthz` or `readyz`' })
      .description('`/healthz` and `/readyz`, or only one of them.'),
    metrics: Joi.boolean().default(true).description('`/metrics`, for Prometheus.'),
    openapi: Joi.boolean().default(true).description('`/openapi.json`, the description of every route.'),
    docs: Joi.boolean()
      .default((operations: unknown) => member(operations, 'openapi') ?? true)
      .custom(
        checked((docs: boolean, around) =>
          docs && member(around(0), 'openapi') === false ? 'needs `openapi`, which it shows' : undefined,
        ),
      )
      .meta({ default: 'as `openapi`' })
      .description('`/docs`, a page that shows the description.'),
  });
}
