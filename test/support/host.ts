import { mkdtemp, rm } from 'node:fs/promises';
import type { Server, ServerOptions } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import type { MongoClient } from 'mongodb';
import type { ActivityPlugin, PluginHost } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { driver } from '../mongo/drivers.js';
import { aDatabaseName } from '../mongo/mongo_server.js';
import { isLedgersListing, isListing, strayPart } from '../mongo/shard_keys.js';
import { DocumentedAnswers } from './documented_answers.js';
import { keepHostError } from './host_errors.js';
import type { Mount } from './mounts.js';
import { currentMount, intoSpace, outOfSpace } from './mounts.js';
import type { StoreLocation } from './open_store.js';

/** A host app with the plugin mounted, listening on a free port. */
export interface TestHost {
  /** Without a trailing slash, the prefix included. */
  readonly url: string;
  readonly server: Server;
  readonly activity: ActivityPlugin;
  /** Where its store is. */
  readonly storage: StoreLocation;
  /** Stops the plugin and the server and removes the store. */
  stop(): Promise<void>;
}

export interface TestHostOptions extends Omit<PluginHost, 'config'> {
  /** The plugin's part of the configuration without `storage`; default: security switched off. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** On MongoDB: name of the database; default: one of its own. */
  readonly database?: string;
  /** How the plugin is mounted, where the suite does not say it. */
  readonly mount?: Partial<Mount>;
  /** Of the host's server. */
  readonly server?: ServerOptions;
  /** Called before the plugin is mounted, for routes and middleware of the host. */
  readonly before?: (app: Express) => void;
  /** Called after the plugin is mounted. */
  readonly after?: (app: Express) => void;
}

/** Starts a host as an adopter would, on a store of its own. */
export async function startHost(options: TestHostOptions = {}): Promise<TestHost> {
  const {
    config = { security: { enabled: false } },
    database,
    mount,
    server: of = {},
    before,
    after,
    ...host
  } = options;
  const { express, prefix, belowSpace } = { ...currentMount(), ...mount };
  const storage = await testStorage(database);
  const app = express();
  // What else the host has stands where the plugin stands.
  const target = prefix === '' ? app : express();
  before?.(target);
  const answers = new DocumentedAnswers();
  target.use(answers.before);
  if (belowSpace) target.use(intoSpace);
  try {
    const activity = await mountPlugin(target, {
      logger: SILENT,
      ...(storage.mongoClient === undefined ? {} : { mongoClient: storage.mongoClient }),
      ...host,
      config: { caseActivity: { ...config, storage: storage.config } },
    });
    if (belowSpace) target.use(outOfSpace);
    target.use(answers.after);
    after?.(target);
    if (prefix !== '') app.use(prefix, target);
    const server = await new Promise<Server>((resolve) => {
      const listening = createServer(of, app).listen(0, '127.0.0.1', () => {
        resolve(listening);
      });
    });
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${String(port)}${prefix}`,
      server,
      activity,
      storage: storage.config,
      stop: async () => {
        await activity.stop();
        await new Promise<void>((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        });
        await storage.remove();
        answers.assertDocumented();
      },
    };
  } catch (error) {
    await storage.remove();
    throw error;
  }
}

interface TestStorage {
  /** The `storage` part of a configuration. */
  readonly config: StoreLocation;
  readonly mongoClient?: MongoClient;
  readonly remove: () => Promise<void>;
}

/** A store of its own for one test: on `MONGODB_URI` when that is set, else in a temporary folder. */
async function testStorage(name?: string): Promise<TestStorage> {
  const uri = process.env['MONGODB_URI'];
  return uri === undefined ? folder() : database(uri, name);
}

async function folder(): Promise<TestStorage> {
  const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
  return {
    config: { kind: 'embedded', path },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** A database of its own, and a check that no command asked for more than one record's shard but to list spaces or ledgers. */
async function database(uri: string, name = aDatabaseName()): Promise<TestStorage> {
  const client = new driver.MongoClient(uri, { monitorCommands: true });
  const strays: string[] = [];
  client.on('commandStarted', (event) => {
    if (event.databaseName !== name || isListing(event) || isLedgersListing(event)) return;
    const stray = strayPart(event);
    if (stray !== undefined) strays.push(stray);
  });
  await client.connect();
  return {
    // Where the disks of a server are busy a call may take long; what becomes of one that does is tried elsewhere.
    config: { kind: 'mongodb', uri, database: name, timeoutMs: 60_000 },
    mongoClient: client,
    remove: async () => {
      await client.db(name).dropDatabase();
      await client.close();
      if (strays.length > 0) throw new Error(`Commands without the shard key: ${strays.join('; ')}`);
    },
  };
}

export const SILENT = {
  error: keepHostError,
  warn: (): undefined => undefined,
  info: (): undefined => undefined,
};
