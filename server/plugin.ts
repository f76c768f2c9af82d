import 'reflect-metadata';
import type { RequestHandler } from 'express';
import type { ActivityConfig } from './config.js';
import { readConfig } from './config.js';
import { createContainer, ROUTER_IDS, TOKENS } from './container.js';
import type { ActivityPlugin, PluginHost } from './contracts.js';
import { ActivityError } from './domain/errors.js';
import { SPACE_PARAMETER } from './http/incoming.js';
import type { Manifest } from './manifest.js';
import { checkManifest, readManifestFile } from './manifest.js';

/** What a plugin can be mounted on: an Express app or router. */
export interface Mountable {
  use(path: string | RegExp, handler: RequestHandler): unknown;
}

/** How long `stop` waits for running requests, in milliseconds: the process has 5 s to end. */
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
  const manifest = checkManifest(readManifestFile(), { routers: ROUTER_IDS, plugins: host.plugins ?? [] });
  const config = readConfig(at(host.config, manifest.configPath), {
    baseDir: host.baseDir ?? process.cwd(),
    env: process.env,
  });
  return { manifest, config };
}

async function start(app: Mountable, host: PluginHost, { manifest, config }: Setup): Promise<ActivityPlugin> {
  const container = createContainer(host, config);
  const store = await container.getAsync(TOKENS.store);
  const audit = container.get(TOKENS.audit);
  const hostRecords = await container.getAsync(TOKENS.hostRecords);
  const requests = container.get(TOKENS.requests);
  const routers = await container.getAsync(TOKENS.routers);

  let stopping: Promise<void> | undefined;
  for (const { id, path } of manifest.routers) {
    const entry = routers.get(id);
    if (entry === undefined) throw new ActivityError('INTERNAL_ERROR', `There is no router "${id}".`);
    const unlessStopped: RequestHandler = (request, response, next) => {
      if (stopping === undefined) entry.router(request, response, next);
      else next();
    };
    app.use(path, unlessStopped);
    if (entry.perSpace) app.use(belowSpace(path), unlessStopped);
  }
  return {
    record: (input) => hostRecords.record(input),
    find: (input) => hostRecords.find(input),
    stop: () =>
      (stopping ??= (async () => {
        await requests.idle(GRACE_MS);
        await store.close();
        await audit.close();
      })()),
  };
}

/** The router's path below any `/s/<space>`; anything else after `/s/` is an unknown path (K13.1). */
function belowSpace(path: string): RegExp {
  return new RegExp(`^/s/(?<${SPACE_PARAMETER}>[a-z0-9_-]+)${path === '/' ? '' : path}(?=/|$)`);
}

/** The part of the host's configuration at the manifest's path; absent parts are empty. */
function at(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined,
    config,
  );
}
