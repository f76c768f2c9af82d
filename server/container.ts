import { Container } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import { DEFAULT_MAX_BODY_BYTES } from '../common/constants.js';
import { AuditLog, loggerAuditSink } from './access/audit.js';
import type { AuditSink } from './access/audit.js';
import { FileAuditSink } from './access/audit_file.js';
import { Authenticator } from './access/authenticator.js';
import { Gate } from './access/gate.js';
import { ConfiguredSpaces } from './access/spaces.js';
import type { ActivityConfig } from './config.js';
import { consoleLogger } from './console_logger.js';
import type { PluginHost } from './contracts.js';
import type { Logger } from './domain/logger.js';
import type { ActivityStore } from './domain/store.js';
import { createCasebenderDialect } from './http/casebender/dialect.js';
import { casebenderRoutes } from './http/casebender/routes.js';
import { createRouter } from './http/create_router.js';
import type { RouterContext } from './http/create_router.js';
import { createKibanaDialect } from './http/kibana/dialect.js';
import { kibanaRoutes } from './http/kibana/routes.js';
import { createOperationsDialect } from './http/operations/dialect.js';
import { Metrics } from './http/operations/metrics.js';
import { operationsRoutes } from './http/operations/routes.js';
import { Requests } from './http/requests.js';
import { openStore } from './open_store.js';
import { Alerts } from './services/alerts.js';
import { Cases } from './services/cases.js';
import type { CasesDependencies } from './services/cases.js';
import { Histories } from './services/histories.js';
import { HostRecords } from './services/host_records.js';
import { RecordNumbers } from './services/record_numbers.js';
import { WriteDoor } from './services/write_door.js';

/** Ids of the routers a manifest can name. */
export const ROUTER_IDS: readonly string[] = ['kibana', 'casebender', 'operations'];

/** Licences below platinum (K15.2). */
const WITHOUT_ASSIGNING: readonly string[] = ['basic', 'standard', 'gold'];

/** A router and whether it stands below `/s/<space>` as well. */
export interface MountedRouter {
  readonly router: ReturnType<typeof createRouter>;
  readonly perSpace: boolean;
}

type Routers = ReadonlyMap<string, MountedRouter>;

/** What the plugin takes out of the container, and what the bindings take from each other. */
export const TOKENS = {
  config: token<ActivityConfig>('config'),
  clock: token<() => Date>('clock'),
  logger: token<Logger>('logger'),
  audit: token<AuditLog>('audit'),
  authenticator: token<Authenticator>('authenticator'),
  gate: token<Gate>('gate'),
  store: token<ActivityStore>('store'),
  numbers: token<RecordNumbers>('numbers'),
  door: token<WriteDoor>('door'),
  histories: token<Histories>('histories'),
  hostRecords: token<HostRecords>('hostRecords'),
  cases: token<Cases>('cases'),
  alerts: token<Alerts>('alerts'),
  metrics: token<Metrics>('metrics'),
  requests: token<Requests>('requests'),
  routerContext: token<RouterContext>('routerContext'),
  kibana: token<MountedRouter>('kibana'),
  casebender: token<MountedRouter>('casebender'),
  operations: token<MountedRouter>('operations'),
  routers: token<Routers>('routers'),
};

/** Builds the object graph: one instance of everything, made when it is first asked for. */
export function createContainer(host: PluginHost, config: ActivityConfig): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(TOKENS.config).toConstantValue(config);
  container.bind(TOKENS.clock).toConstantValue(host.clock ?? (() => new Date()));
  container.bind(TOKENS.logger).toConstantValue(host.logger ?? consoleLogger);
  bindAccess(container, host);
  bindServices(container, host);
  bindRouters(container, host);
  return container;
}

function bindAccess(container: Container, host: PluginHost): void {
  container
    .bind(TOKENS.audit)
    .toResolvedValue(
      ({ audit }, logger, clock) => new AuditLog(auditSink(audit, logger), clock),
      [TOKENS.config, TOKENS.logger, TOKENS.clock],
    );
  container
    .bind(TOKENS.authenticator)
    .toResolvedValue(
      ({ security }, clock, logger) =>
        new Authenticator({ security, clock, logger, authenticate: host.authenticate }),
      [TOKENS.config, TOKENS.clock, TOKENS.logger],
    );
  container
    .bind(TOKENS.gate)
    .toResolvedValue(
      ({ owners, security, spaces }, audit) =>
        new Gate({ owners, roles: security.roles, spaces: new ConfiguredSpaces(spaces, host.spaces), audit }),
      [TOKENS.config, TOKENS.audit],
    );
}

function bindServices(container: Container, host: PluginHost): void {
  container
    .bind(TOKENS.store)
    .toResolvedValue(
      ({ storage }, logger) => openStore(storage, { logger, mongoClient: host.mongoClient }),
      [TOKENS.config, TOKENS.logger],
    );
  container.bind(TOKENS.numbers).toResolvedValue((store) => new RecordNumbers(store), [TOKENS.store]);
  container.bind(TOKENS.door).toResolvedValue(
    (store, audit) =>
      new WriteDoor(store, (activities) => {
        for (const activity of activities) audit.activities(activity.actor, [activity]);
      }),
    [TOKENS.store, TOKENS.audit],
  );
  container.bind(TOKENS.histories).toResolvedValue((store) => new Histories(store), [TOKENS.store]);
  container
    .bind(TOKENS.hostRecords)
    .toResolvedValue(
      (store, door, numbers, { owners }, clock) =>
        new HostRecords(store, door, numbers, { owners: owners.map(({ id }) => id), clock }),
      [TOKENS.store, TOKENS.door, TOKENS.numbers, TOKENS.config, TOKENS.clock],
    );
  const shared = [TOKENS.store, TOKENS.door, TOKENS.numbers, TOKENS.histories] as const;
  const around = [TOKENS.gate, TOKENS.audit, TOKENS.clock, TOKENS.config] as const;
  container.bind(TOKENS.cases).toResolvedValue(
    (store, door, numbers, histories, gate, audit, clock, { kibana: { license, kinds } }) => {
      const deleted: CasesDependencies['deleted'] = (access, subject) => {
        audit.deletedRecord(access, subject);
      };
      const mayAssign = !WITHOUT_ASSIGNING.includes(license);
      return new Cases({ store, door, numbers, histories, gate, clock, mayAssign, kinds, deleted });
    },
    [...shared, ...around],
  );
  container
    .bind(TOKENS.alerts)
    .toResolvedValue(
      (store, door, numbers, histories, gate, audit, clock, { casebender: { owner, statuses, kinds } }) =>
        new Alerts({ store, door, numbers, histories, gate, audit, clock, owner, statuses, kinds }),
      [...shared, ...around],
    );
}

function bindRouters(container: Container, host: PluginHost): void {
  container.bind(TOKENS.metrics).toResolvedValue(() => new Metrics());
  container.bind(TOKENS.requests).toResolvedValue((metrics) => new Requests(metrics), [TOKENS.metrics]);
  container.bind(TOKENS.routerContext).toResolvedValue(
    (logger, { begin }) => ({
      logger,
      begin,
      maxBodyBytes: host.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    }),
    [TOKENS.logger, TOKENS.requests],
  );
  container.bind(TOKENS.kibana).toResolvedValue(
    (context, cases, { kibana }, authenticator, gate) => {
      const dialect = createKibanaDialect({ authenticator, gate });
      const routes = kibanaRoutes({ cases, version: kibana.version, logger: context.logger });
      return { router: createRouter(dialect, routes, context), perSpace: true };
    },
    [TOKENS.routerContext, TOKENS.cases, TOKENS.config, TOKENS.authenticator, TOKENS.gate],
  );
  container.bind(TOKENS.casebender).toResolvedValue(
    (context, alerts, { casebender, owners }, authenticator, gate, clock) => {
      const { locale, statuses, avatarUrl } = casebender;
      const ids = owners.map(({ id }) => id);
      const dialect = createCasebenderDialect({ authenticator, gate, locale, owners: ids, statuses });
      const routes = casebenderRoutes({ alerts, clock, avatarUrl });
      return { router: createRouter(dialect, routes, context), perSpace: true };
    },
    [TOKENS.routerContext, TOKENS.alerts, TOKENS.config, TOKENS.authenticator, TOKENS.gate, TOKENS.clock],
  );
  container.bind(TOKENS.operations).toResolvedValue(
    (context, store, metrics) => {
      const routes = operationsRoutes({ ping: () => store.ping(), metrics });
      return { router: createRouter(createOperationsDialect(), routes, context), perSpace: false };
    },
    [TOKENS.routerContext, TOKENS.store, TOKENS.metrics],
  );
  container
    .bind(TOKENS.routers)
    .toResolvedValue(
      (kibana, casebender, operations) => new Map(Object.entries({ kibana, casebender, operations })),
      [TOKENS.kibana, TOKENS.casebender, TOKENS.operations],
    );
}

function auditSink(audit: ActivityConfig['audit'], logger: Logger): AuditSink | undefined {
  if (!audit.enabled) return undefined;
  return audit.file === undefined ? loggerAuditSink(logger) : new FileAuditSink(audit.file, logger);
}

function token<T>(name: string): ServiceIdentifier<T> {
  return Symbol.for(`case-activity/${name}`);
}
