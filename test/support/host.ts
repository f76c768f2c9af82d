import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import express from 'express';
import { MongoClient } from 'mongodb';
import type { ActivityPlugin, PluginHost } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { aDatabaseName } from '../mongo/mongo_server.js';
import { strayPart } from '../mongo/shard_keys.js';

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
      mongoClient: storage.mongoClient,
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

interface TestStorage {
  /** The `storage` part of a configuration. */
  readonly config: object;
  readonly mongoClient?: MongoClient;
  readonly remove: () => Promise<void>;
}

/** A store of its own for one test: on `MONGODB_URI` when that is set, else in a temporary folder. */
async function testStorage(): Promise<TestStorage> {
  const uri = process.env['MONGODB_URI'];
  return uri === undefined ? folder() : database(uri);
}

async function folder(): Promise<TestStorage> {
  const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
  return {
    config: { kind: 'embedded', path },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** A database of its own, and a check that no command asked for more than one record's shard. */
async function database(uri: string): Promise<TestStorage> {
  const name = aDatabaseName();
  const client = new MongoClient(uri, { monitorCommands: true });
  const strays: string[] = [];
  client.on('commandStarted', (event) => {
    const stray = event.databaseName === name ? strayPart(event) : undefined;
    if (stray !== undefined) strays.push(stray);
  });
  await client.connect();
  return {
    config: { kind: 'mongodb', uri, database: name },
    mongoClient: client,
    remove: async () => {
      await client.db(name).dropDatabase();
      await client.close();
      if (strays.length > 0) throw new Error(`Commands without the shard key: ${strays.join('; ')}`);
    },
  };
}

const SILENT = {
  error: (): undefined => undefined,
  warn: (): undefined => undefined,
  info: (): undefined => undefined,
};
