import type {
  KibanaCaseMetrics,
  KibanaLifespan,
  KibanaTopValues,
} from '../../../../common/kibana_overview.js';
import type { CaseLifespan } from '../../../services/cases/case_lifespan.js';
import type { CaseMetrics, MetricsFeature } from '../../../services/cases/case_metrics.js';

/** Who knows users and hosts of alerts is the host, and it tells nobody (K12). */
const UNKNOWN: KibanaTopValues = { total: 0, values: [] };

/** The parts of the metrics that were asked for. */
export function toMetrics(metrics: CaseMetrics, features: readonly MetricsFeature[]): KibanaCaseMetrics {
  const wants = (feature: MetricsFeature): boolean => features.includes(feature);
  const { lifespan, connectors, alerts, isolated, released } = metrics;
  const ofAlerts = {
    ...(wants('alerts.count') && { count: alerts }),
    ...(wants('alerts.users') && { users: UNKNOWN }),
    ...(wants('alerts.hosts') && { hosts: UNKNOWN }),
  };
  return {
    ...(wants('lifespan') && { lifespan: toLifespan(lifespan) }),
    ...(wants('connectors') && { connectors: { total: connectors } }),
    ...(Object.keys(ofAlerts).length > 0 && { alerts: ofAlerts }),
    ...(wants('actions.isolateHost') && {
      actions: { isolateHost: { isolate: { total: isolated }, unisolate: { total: released } } },
    }),
  };
}

function toLifespan({ created, closed, openMs, inProgressMs, reopened }: CaseLifespan): KibanaLifespan {
  return {
    creationDate: created.toISOString(),
    closeDate: closed?.toISOString() ?? null,
    statusInfo: {
      openDuration: openMs,
      inProgressDuration: inProgressMs,
      reopenDates: reopened.map((at) => at.toISOString()),
    },
  };
}
