import type { KibanaLifespan, KibanaTopValues } from '../../../../common/kibana_overview.js';
import { ANY_OBJECT, COUNT, INSTANT, listOf, named, objectOf, orNull } from '../../openapi/json_schema.js';

const lifespan = named(
  'KibanaLifespan',
  objectOf<keyof KibanaLifespan>({
    creationDate: INSTANT,
    closeDate: orNull(INSTANT),
    statusInfo: objectOf({
      openDuration: COUNT,
      inProgressDuration: COUNT,
      reopenDates: listOf(INSTANT),
    }),
  }),
);

const topValues = named(
  'KibanaTopValues',
  objectOf<keyof KibanaTopValues>({ total: COUNT, values: listOf(ANY_OBJECT) }),
);

const total = objectOf({ total: COUNT });

/** The metrics of a case that were asked for (K12). */
export const caseMetricsSchema = named(
  'KibanaCaseMetrics',
  objectOf<never>(
    {},
    {
      lifespan,
      connectors: total,
      alerts: objectOf({}, { count: COUNT, users: topValues, hosts: topValues }),
      actions: objectOf({ isolateHost: objectOf({ isolate: total, unisolate: total }) }),
    },
  ),
);
