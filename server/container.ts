import { Container } from 'inversify';
import type { ActivityConfig } from './config.js';
import type { PluginHost } from './contracts.js';
import { Metrics } from './http/operations/metrics.js';
import { hostClock, hostLogger } from './host_border.js';
import { bindAccess } from './container/access_bindings.js';
import { bindIntegrity } from './container/integrity_bindings.js';
import { bindLive } from './container/live_bindings.js';
import { bindGovernance } from './container/governance_bindings.js';
import { bindRouters } from './container/router_bindings.js';
import { bindSpaces } from './container/space_bindings.js';
import { bindServices } from './container/service_bindings.js';
import { TOKENS } from './container/tokens.js';

/** Builds the object graph: one instance of everything, made when it is first asked for. `version` is the plugin's. */
export function createContainer(host: PluginHost, config: ActivityConfig, version: string): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(TOKENS.version).toConstantValue(version);
  container.bind(TOKENS.config).toConstantValue(config);
  container.bind(TOKENS.clock).toConstantValue(hostClock(host));
  container.bind(TOKENS.logger).toConstantValue(hostLogger(host));
  bindMetrics(container, host, version);
  bindAccess(container, host);
  bindSpaces(container, host);
  bindServices(container, host);
  bindLive(container);
  bindGovernance(container);
  bindIntegrity(container);
  bindRouters(container, host);
  return container;
}

function bindMetrics(container: Container, { metricsRegistry }: PluginHost, version: string): void {
  container.bind(TOKENS.metrics).toResolvedValue(() => new Metrics(version, metricsRegistry));
  container.bind(TOKENS.telemetry).toResolvedValue((metrics) => metrics, [TOKENS.metrics]);
}
