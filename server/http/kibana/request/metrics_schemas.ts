import type { MetricsFeature } from '../../../services/cases/case_metrics.js';
import { METRICS_FEATURES } from '../../../services/cases/case_metrics.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';

/** More names than there are features are none. */
const MAX_FEATURES = 100;

/** Shape of the query of R7, looked at before the caller's access (K2.2 step 4). */
export const metricsShape = Joi.object({
  features: Joi.alternatives(Joi.array().items(Joi.string().allow('')), Joi.string().allow('')).required(),
});

/** Query of R7 (K12). */
export const metricsQuery = Joi.object<MetricsQuery>({
  features: Joi.array()
    .items(Joi.valid(...METRICS_FEATURES))
    .single()
    .max(MAX_FEATURES)
    .required()
    .description('One or more.'),
});

/** A decoded query of R7. */
export interface MetricsQuery {
  readonly features: MetricsFeature | MetricsFeature[];
}
