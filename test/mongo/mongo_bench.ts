import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { MongoClient, MongoClientOptions } from 'mongodb';
import type { ActivityStore } from '../../server/domain/store.js';
import { codeOf } from '../contract/store_fixture.js';
import type { Driver } from './drivers.js';
import { driver as driverOfSuites } from './drivers.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';
import { TcpProxy } from './tcp_proxy.js';

/** A database of one test, a wire to its server, and what the test has opened: closed and removed at its end. */
export class MongoBench {
  readonly database = aDatabaseName();
  /** Does not listen yet. */
  readonly proxy = new TcpProxy(serverUri());
  readonly #driver: Driver;
  readonly #stores: ActivityStore[] = [];
  readonly #clients: MongoClient[] = [];

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** A client as a host makes it, which soon says that there is no server. */
  aClient(uri: string, options: MongoClientOptions = {}): MongoClient {
    const client = new this.#driver.MongoClient(uri, { serverSelectionTimeoutMS: 250, ...options });
    this.#clients.push(client);
    return client;
  }

  /** A store at an address. */
  open(uri: string, timeoutMs = 3_000): Promise<ActivityStore> {
    return this.keep(openTestStore({ uri, database: this.database, timeoutMs, patienceMs: 300 }));
  }

  /** Closes the store at the end, if it opens. */
  async keep(opening: Promise<ActivityStore>): Promise<ActivityStore> {
    const store = await opening;
    this.#stores.push(store);
    return store;
  }

  async destroy(): Promise<void> {
    await Promise.all(this.#stores.map((store) => store.close()));
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.proxy.close().catch(() => undefined);
    await dropDatabase(this.database);
  }
}

/**
 * To be called where tests are described: each of them has a bench of its own, which is what the function answers
 * while the test runs. Clients are of the copy of the driver that the suites use, unless another is given.
 */
export function benchOfEachTest(
  load: () => Promise<Driver> = () => Promise.resolve(driverOfSuites),
): () => MongoBench {
  let bench: MongoBench | undefined;
  beforeEach(async () => {
    bench = new MongoBench(await load());
  });
  afterEach(() => bench?.destroy());
  return () => {
    if (bench === undefined) throw new Error('There is a bench only while a test runs.');
    return bench;
  };
}

/** Resolves as soon as the store answers; fails after half a minute. */
export async function ready(store: ActivityStore): Promise<void> {
  for (const end = performance.now() + 30_000; (await codeOf(store.ping())) !== 'no error';) {
    expect(performance.now()).to.be.lessThan(end);
    await sleep(50);
  }
}
