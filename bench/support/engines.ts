import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from 'mongodb';
import { MongoClient } from 'mongodb';
import type { StorageConfig } from '../../server/config/storage.js';
import { consoleLogger } from '../../server/console_logger.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openStore } from '../../server/open_store.js';

/** Where something is measured: a store of its own on an engine, gone after `remove`. */
export interface Engine {
  readonly name: string;
  readonly storage: StorageConfig;
  remove(): Promise<void>;
}

/** A MongoDB engine and a database in which peers can keep theirs. */
export interface MongoEngine extends Engine {
  readonly storage: Extract<StorageConfig, { kind: 'mongodb' }>;
  /** The same database as a peer sees it, by a client of its own; ends with `remove`. */
  readonly db: Db;
}

/** An embedded store in a temporary folder. */
export async function embeddedEngine(): Promise<Engine> {
  const path = await mkdtemp(join(tmpdir(), 'case-activity-bench-'));
  return {
    name: 'embedded',
    storage: { kind: 'embedded', path },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

/** A database of its own on the server at MONGODB_URI; `undefined` without that. */
async function mongoEngine(): Promise<MongoEngine | undefined> {
  const uri = process.env['MONGODB_URI'];
  if (uri === undefined || uri === '') return undefined;
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  const database = `case_activity_bench_${randomUUID().slice(0, 8)}`;
  const db = client.db(database, { writeConcern: { w: 'majority', journal: true } });
  return {
    name: engineName(await db.command({ buildInfo: 1 })),
    storage: { kind: 'mongodb', uri, database, collectionPrefix: '', timeoutMs: 10_000 },
    db,
    remove: async () => {
      await db.dropDatabase();
      await client.close();
    },
  };
}

/** The embedded engine and, with MONGODB_URI set, that one. */
export async function allEngines(): Promise<readonly (Engine | MongoEngine)[]> {
  const mongo = await mongoEngine();
  const embedded = await embeddedEngine();
  return mongo === undefined ? [embedded] : [embedded, mongo];
}

/**
 * The engine of a program that has nothing to say without it.
 * @throws without MONGODB_URI
 */
export async function neededMongoEngine(): Promise<MongoEngine> {
  const engine = await mongoEngine();
  if (engine === undefined) throw new Error('Set MONGODB_URI: this is measured on a MongoDB engine.');
  return engine;
}

/** Runs something on an open store and closes it; `log: false`: on one that keeps no log. */
export async function withStore<T>(
  { storage, log = true }: Pick<Engine, 'storage'> & { readonly log?: boolean },
  work: (store: ActivityStore) => Promise<T>,
): Promise<T> {
  const store = await openStore(storage, { logger: consoleLogger, log });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** What the server says it is; an engine that only speaks the protocol says so in a field of its own. */
function engineName(info: Readonly<Record<string, unknown>>): string {
  const version = `mongodb ${String(info['version'])}`;
  if (typeof info['secantusVersion'] === 'string') return `secantus ${info['secantusVersion']}`;
  const { ferretdb } = info;
  if (typeof ferretdb === 'object' && ferretdb !== null && 'version' in ferretdb) {
    return `ferretdb ${String(ferretdb.version)}`;
  }
  return version;
}
