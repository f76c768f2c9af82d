import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { MongoClient as OtherClient } from 'mongodb-copy';
import { MongoClient as ClientOf6 } from 'mongodb6';
import { MongoClient as FirstClientOf6 } from 'mongodb60';
import mongoose8 from 'mongoose8';
import mongoose9 from 'mongoose9';
import type { HostMongoClient, PluginHost } from '../../server/index.js';
import { ActivityError, mountPlugin } from '../../server/index.js';
import { clientFault } from '../../server/stores/mongo/connection/host_client.js';
import { DRIVER_NAMES, driverOf } from '../mongo/drivers.js';

const NOTHING_LISTENS = 'mongodb://127.0.0.1:9/';
const MONGODB = { caseActivity: { storage: { kind: 'mongodb' }, security: { enabled: false } } };

/** These lines are the test: they compile without a cast, and those below them do not. */
const TYPED: readonly HostMongoClient[] = [
  new MongoClient(NOTHING_LISTENS),
  new OtherClient(NOTHING_LISTENS),
  new ClientOf6(NOTHING_LISTENS),
  new FirstClientOf6(NOTHING_LISTENS),
];
const REFUSED_BY_TYPE: readonly PluginHost[] = [
  // @ts-expect-error an empty object is no client
  { mongoClient: {} },
  // @ts-expect-error nor is an address
  { mongoClient: NOTHING_LISTENS },
  // @ts-expect-error nor is a database
  { mongoClient: new MongoClient(NOTHING_LISTENS).db('x') },
  // @ts-expect-error nor is the promise of a client
  { mongoClient: Promise.resolve(new MongoClient(NOTHING_LISTENS)) },
  // @ts-expect-error nor is what may be missing
  { mongoClient: undefined },
];

describe("the host's client of MongoDB", () => {
  for (const name of DRIVER_NAMES) {
    it(`is known by what it says of itself: driver "${name}"`, async () => {
      const driver = await driverOf(name);
      const wrapped = { driverInfo: { name: 'Mongoose', version: '1.2.3' } };
      for (const options of [{}, wrapped]) {
        expect(await clientFault(new driver.MongoClient(NOTHING_LISTENS, options))).to.equal(undefined);
      }
    });

    it(`is known by its values when it does not say its version: driver "${name}"`, async () => {
      const driver = await driverOf(name);
      const { pkFactory } = Reflect.get(new driver.MongoClient(NOTHING_LISTENS), 'options') as {
        pkFactory?: unknown;
      };
      expect(await clientFault(aClient({ pkFactory }))).to.equal(undefined);
    });
  }

  it('has the type of a client of each copy', async () => {
    for (const client of TYPED) expect(await clientFault(client)).to.equal(undefined);
    for (const { mongoClient } of REFUSED_BY_TYPE) expect(await clientFault(mongoClient)).to.be.a('string');
  });

  it('is refused with a sentence when it is of another version', async () => {
    for (const [version, told] of [
      ['4.17.2', '4.17.2'],
      ['5.9.2|8.0.0', '5.9.2'],
      ['8.0.0-beta', '8.0.0'],
    ] as const) {
      const fault = await faultOf(aClient({ metadata: { driver: { name: 'nodejs', version } } }));
      expect(fault).to.equal(
        `is a client of version ${told} of the mongodb driver; versions 6 and 7 can be used`,
      );
    }
    const id = { [Symbol.for('@@mdb.bson.version')]: 5 };
    expect(await faultOf(aClient({ pkFactory: { createPk: () => id } }))).to.contain('version 5');
  });

  it('is refused when it may only use the stable API', async () => {
    const client = new MongoClient(NOTHING_LISTENS, { serverApi: { version: '1', strict: true } });
    expect(await faultOf(client)).to.contain('serverApi.strict');
    expect(await clientFault(new MongoClient(NOTHING_LISTENS, { serverApi: '1' }))).to.equal(undefined);
  });

  it('is refused with a sentence that names what came instead', async () => {
    const connection = mongoose8.createConnection(NOTHING_LISTENS, { serverSelectionTimeoutMS: 1 });
    await connection.asPromise().catch(() => undefined);
    for (const [value, told] of [
      [null, 'null'],
      ['mongodb://127.0.0.1/', 'a string'],
      [() => undefined, 'a function'],
      [{}, 'this object'],
      [{ db: 'name' }, 'this object'],
      [Promise.resolve(new MongoClient(NOTHING_LISTENS)), 'a Promise'],
      [new MongoClient(NOTHING_LISTENS).db('x'), 'a Db'],
      [mongoose9, 'a Mongoose'],
      [connection, 'a NativeConnection'],
      [{ db: () => ({}), connect: () => ({}) }, 'does not say of which version it is'],
    ] as const) {
      const fault = await faultOf(value);
      expect(fault).to.contain('must be a connected or new MongoClient of the mongodb driver 6 or 7');
      expect(fault).to.contain(told);
    }
    expect(await clientFault(connection.getClient())).to.equal(undefined);
    await connection.close();
  });

  it('is missed aloud when it is given and undefined', async function () {
    const missed = [{ mongoClient: undefined as unknown as HostMongoClient }, {}].map(async (members) => {
      const warnings: string[] = [];
      const logger = {
        error: () => undefined,
        info: () => undefined,
        warn: (_details: object, message: string) => warnings.push(message),
      };
      const storage = { kind: 'mongodb', uri: NOTHING_LISTENS };
      const config = { caseActivity: { ...MONGODB.caseActivity, storage } };
      const activity = await mountPlugin({ use: () => undefined }, { config, logger, ...members });
      await activity.stop();
      return warnings.filter((message) => message.includes('storage.uri is used')).length;
    });
    expect(await Promise.all(missed)).to.deep.equal([1, 0]);
  });
});

/** What a copy of another version shows of itself. */
function aClient(options: object): object {
  return { db: () => ({}), connect: () => ({}), options };
}

/** The one fault with which the mounting fails. */
async function faultOf(mongoClient: unknown): Promise<string> {
  const error: unknown = await mountPlugin(
    { use: () => undefined },
    { config: MONGODB, mongoClient: mongoClient as HostMongoClient },
  ).catch((reason: unknown) => reason);
  if (!(error instanceof ActivityError)) throw new Error(`No such error: ${String(error)}`);
  expect(error.code).to.equal('CONFIGURATION_INVALID');
  const [fault, ...others] = error.details['faults'] as { path: string; message: string }[];
  expect(others).to.deep.equal([]);
  expect(fault?.path).to.equal('mongoClient');
  return fault?.message ?? '';
}
