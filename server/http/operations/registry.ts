import type { Metric } from 'prom-client';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { ActivityError } from '../../domain/errors.js';

/** What is used of a host's prom-client `Registry`, which may come from another copy of that library. */
export interface MetricsRegistry {
  getSingleMetric(name: string): unknown;
  registerMetric(metric: never): void;
  removeSingleMetric(name: string): void;
}

let ofProcess: Registry | undefined;

/** The figures of this process, collected once however many plugins are mounted. */
export function processRegistry(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

/**
 * Shows the metrics in a host's registry too; what is answered takes them out again. The figures of the process
 * are only added where the host has none.
 * @throws CONFIGURATION_INVALID when the host has a metric of the same name
 */
export function registerWith(host: MetricsRegistry, own: Registry): () => void {
  const metrics = metricsOf(own);
  const taken = metrics.find(({ name }) => host.getSingleMetric(name) !== undefined);
  if (taken !== undefined) {
    const message = `metricsRegistry has a metric "${taken.name}" already.`;
    throw new ActivityError('CONFIGURATION_INVALID', message);
  }
  const ofTheProcess = metricsOf(processRegistry());
  const collected = ofTheProcess.some(({ name }) => host.getSingleMetric(name) !== undefined);
  const registered = [...metrics, ...(collected ? [] : ofTheProcess)].map((metric) => {
    const shown = view(metric);
    host.registerMetric(shown as never);
    return { name: metric.name, shown };
  });
  return () => {
    for (const { name, shown } of registered) {
      // Whatever the host has put in its place is the host's.
      if (host.getSingleMetric(name) === shown) host.removeSingleMetric(name);
    }
  };
}

type NamedMetric = Metric & { readonly name: string; readonly help: string };

function metricsOf(registry: Registry): readonly NamedMetric[] {
  // The library types what it keeps more loosely than what it was given.
  return registry.getMetricsAsArray() as unknown as NamedMetric[];
}

/** The same figures as a metric of their own: a registry of OpenMetrics renames the counters it holds. */
function view(metric: NamedMetric): object {
  const { name, help } = metric;
  const { type, aggregator } = metric as unknown as { type: string; aggregator: string };
  return {
    name,
    help,
    type,
    aggregator,
    async get(this: { readonly name: string }): Promise<object> {
      return { ...(await metric.get()), name: this.name };
    },
    reset: () => {
      metric.reset();
    },
  };
}
