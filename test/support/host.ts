import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import express from 'express';
import type { ActivityPlugin, PluginHost } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';

/** A host app with the plugin mounted, listening on a free port. */
export interface TestHost {
  /** Without a trailing slash, the prefix included. */
  readonly url: string;
  readonly app: Express;
  readonly server: Server;
  readonly activity: ActivityPlugin;
  /** Stops the plugin and the server and removes the store. */
  stop(): Promise<void>;
}

export interface TestHostOptions extends Omit<PluginHost, 'config'> {
  /** The plugin's part of the configuration without `storage`; default: security switched off. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Where the plugin is mounted; default: the root. */
  readonly prefix?: string;
  /** Called before the plugin is mounted, for routes and middleware of the host. */
  readonly before?: (app: Express) => void;
  /** Called after the plugin is mounted. */
  readonly after?: (app: Express) => void;
}

/** Starts a host as an adopter would, on a store of its own. */
export async function startHost(options: TestHostOptions = {}): Promise<TestHost> {
  const { config = { security: { enabled: false } }, prefix = '', before, after, ...host } = options;
  const storage = await testStorage();
  const app = express();
  before?.(app);
  const target = prefix === '' ? app : express();
  try {
    const activity = await mountPlugin(target, {
      logger: SILENT,
      ...host,
      config: { caseActivity: { ...config, storage: storage.config } },
    });
    if (prefix !== '') app.use(prefix, target);
    after?.(app);
    const server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => {
        resolve(listening);
      });
    });
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${String(port)}${prefix}`,
      app,
      server,
      activity,
      stop: async () => {
        await activity.stop();
        await new Promise<void>((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        });
        await storage.remove();
      },
    };
  } catch (error) {
    await storage.remove();
    throw error;
  }
}

/** A store of its own for one test. */
export async function testStorage(): Promise<{ config: object; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
  return {
    config: { kind: 'embedded', path },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

const SILENT = {
  error: (): undefined => undefined,
  warn: (): undefined => undefined,
  info: (): undefined => undefined,
};
