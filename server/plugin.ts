import 'reflect-metadata';
import type { RequestHandler } from 'express';
import type { AuditLog } from './access/audit/audit_log.js';
import type { ActivityConfig } from './config.js';
import { readConfig } from './config.js';
import { configWarnings } from './config/warnings.js';
import { createContainer } from './container.js';
import { TOKENS } from './container/tokens.js';
import type { ActivityPlugin, PluginHost } from './contracts.js';
import { ActivityError } from './domain/errors.js';
import type { ActivityStore } from './domain/store.js';
import { checkedConfig, hostLogger, refuseNoHost } from './host_border.js';
import { EventLoopTurns } from './domain/event_loop_turns.js';
import { createRouter } from './http/create_router.js';
import type { Metrics } from './http/operations/metrics.js';
import { ROUTER_MODULES } from './http/router_modules.js';
import type { Manifest } from './manifest.js';
import { checkManifest, readManifestFile } from './manifest.js';

/** What a plugin can be mounted on: an Express app or router. */
export interface Mountable {
  use(path: string | RegExp, handler: RequestHandler): unknown;
}

/** How long `stop` waits for running requests, once streams have ended, in milliseconds: the process has 5 s to end. */
const GRACE_MS = 3500;

/**
 * Mounts the plugin: checks the manifest and the configuration, opens the store, registers the routers.
 * Nothing is registered and nothing stays open when it fails.
 * @throws CONFIGURATION_INVALID with every fault and its path, STORE_UNAVAILABLE
 */
export async function mountPlugin(app: Mountable, host: PluginHost = {}): Promise<ActivityPlugin> {
  const { manifest, config } = setup(host);
  return start(app, host, { manifest, config });
}

interface Setup {
  readonly manifest: Manifest;
  readonly config: ActivityConfig;
}

function setup(host: PluginHost): Setup {
  refuseNoHost(host);
  const manifest = checkManifest(readManifestFile(), {
    routers: ROUTER_MODULES.map(({ id }) => id),
    plugins: host.plugins ?? [],
  });
  // One that is no text is a fault by itself.
  const baseDir = typeof host.baseDir === 'string' ? host.baseDir : process.cwd();
  const config = checkedConfig(host, at(host.config, manifest.configPath), (part) =>
    readConfig(part, { baseDir, env: process.env }),
  );
  for (const { path, message } of configWarnings(config, host.spaces !== undefined)) {
    hostLogger(host).warn({ path }, `configuration: ${path}: ${message}`);
  }
  return { manifest, config };
}

async function start(app: Mountable, host: PluginHost, { manifest, config }: Setup): Promise<ActivityPlugin> {
  const container = createContainer(host, config, manifest.version);
  const { metrics, audit, store } = await open(container);
  const hostRecords = await container.getAsync(TOKENS.hostRecords);
  const hostHistories = await container.getAsync(TOKENS.hostHistories);
  const subscriptions = await container.getAsync(TOKENS.hostSubscriptions);
  const anchoring = await container.getAsync(TOKENS.anchoring);
  const statements = await container.getAsync(TOKENS.statements);
  const streams = container.get(TOKENS.streams);
  const requests = container.get(TOKENS.runningRequests);
  const deletions = await container.getAsync(TOKENS.spaceDeletions);
  const exportRuns = await container.getAsync(TOKENS.exportRuns);
  const routers = await container.getAsync(TOKENS.routers);
  const context = await container.getAsync(TOKENS.routerContext);

  const turns = new EventLoopTurns();

  let stopping: Promise<void> | undefined;
  const mounts = manifest.routers.map(({ id, path }) => {
    const router = routers.get(id);
    if (router === undefined) throw new ActivityError('INTERNAL_ERROR', `There is no router "${id}".`);
    return { ...router, path: below(path, router.path) };
  });
  const serve = createRouter(mounts, context);
  app.use('/', (request, response, next) => {
    if (stopping === undefined) serve(request, response, next);
    else next();
  });
  if (config.log) anchoring.start();
  deletions.start();
  return {
    // Also what is refused at once is answered after a turn in time: a host may try again in a loop.
    record: (input) => hostRecords.record(input).finally(() => turns.next()),
    find: (input) => hostRecords.find(input).finally(() => turns.next()),
    entries: (input) => hostHistories.entries(input).finally(() => turns.next()),
    log: (input) => hostHistories.log(input).finally(() => turns.next()),
    subscribe: (input, handler) => subscriptions.subscribe(input, handler).finally(() => turns.next()),
    stop: () =>
      (stopping ??= (async () => {
        subscriptions.end();
        await streams.end();
        // A request that waits for a deletion is told that it is finished later.
        await deletions.end();
        // Also that an export has ended is written before the store is closed.
        await Promise.all([requests.idle(GRACE_MS), exportRuns.idle(GRACE_MS)]);
        // Ledgers first: what they tell is in the last checkpoints.
        await statements.idle();
        await anchoring.end();
        metrics.close();
        await store.close();
        await audit.close();
      })()),
  };
}

/** Makes what has to be closed again; nothing stays open when a part of it cannot be had. */
async function open(
  container: ReturnType<typeof createContainer>,
): Promise<{ metrics: Metrics; audit: AuditLog; store: ActivityStore }> {
  const metrics = container.get(TOKENS.metrics);
  try {
    const audit = container.get(TOKENS.audit);
    const store = await container.getAsync(TOKENS.store).catch(async (error: unknown) => {
      await audit.close();
      throw error;
    });
    return { metrics, audit, store };
  } catch (error) {
    metrics.close();
    throw error;
  }
}

/** A path below another one; both begin with a slash and do not end with one, but for the root. */
function below(path: string, further = '/'): string {
  return path === '/' ? further : path + (further === '/' ? '' : further);
}

/** The part of the host's configuration at the manifest's path; absent parts are empty. */
function at(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined,
    config,
  );
}
