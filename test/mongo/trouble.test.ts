import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { isActivityError } from '../../server/domain/errors.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { codeOf, soundHead } from '../contract/store_fixture.js';
import { aContinuation, aCreation, anAttachment, append, aSubject, aWindow } from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { TcpProxy } from './tcp_proxy.js';

const NOTHING_LISTENS = 'mongodb://127.0.0.1:9/';

describe('the store on MongoDB in trouble', function () {
  this.timeout(30_000);
  let database = '';
  let proxy = new TcpProxy(serverUri());
  const stores: ActivityStore[] = [];

  beforeEach(() => {
    database = aDatabaseName();
    proxy = new TcpProxy(serverUri());
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await proxy.close().catch(() => undefined);
    await dropDatabase(database);
  });

  async function open(uri: string, timeoutMs = 3_000): Promise<ActivityStore> {
    const store = await openMongoStore({ uri, database, timeoutMs, patienceMs: 300 });
    stores.push(store);
    return store;
  }

  it('opens while the database is away, says so, and works as soon as it is there', async () => {
    await proxy.listen(0);
    const { uri } = proxy;
    await proxy.close();
    const store = await open(uri, 1_000);
    expect(await codeOf(store.ping())).to.equal('STORE_UNAVAILABLE');
    expect(await codeOf(store.head(aSubject()))).to.equal('STORE_UNAVAILABLE');
    expect(await codeOf(store.commit([aCreation(aSubject())]))).to.equal('STORE_UNAVAILABLE');
    await proxy.listen();
    await eventually(() => store.ping());
    await store.commit([aCreation(aSubject())]);
  });

  it('is ready at once when several open an empty database at the same moment', async () => {
    await withClient(async (client) => {
      await client.connect();
      for (let round = 0; round < 6; round += 1) {
        await client.db(database).dropDatabase();
        const opened = await Promise.all([1, 2, 3].map(() => openMongoStore({ client, database })));
        stores.push(...opened);
        await Promise.all(opened.map((store) => store.ping()));
        const numbers = await Promise.all(opened.map((store) => store.reserveNumbers(1)));
        expect(new Set(numbers).size).to.equal(opened.length);
      }
    });
  });

  it('closes while the database is away', async () => {
    const store = await open(NOTHING_LISTENS, 500);
    const start = performance.now();
    await store.close();
    expect(performance.now() - start).to.be.lessThan(2_000);
  });

  it('says at once that settings cannot work: address, names, an index that is in the way', async () => {
    expect(await codeOf(openMongoStore({ uri: 'nonsense', database }))).to.equal('CONFIGURATION_INVALID');
    expect(await codeOf(openMongoStore({ uri: serverUri(), database: 'a b/c' }))).to.equal(
      'CONFIGURATION_INVALID',
    );
    await withClient(async (client) => {
      await client
        .db(database)
        .collection('activities')
        .createIndexes([{ key: { h: 1, seq: 1 }, name: 'seq' }]);
      expect(await codeOf(openMongoStore({ client, database }))).to.equal('CONFIGURATION_INVALID');
      await client.db(database).command({ ping: 1 });
    });
  });

  it('writes once what was written when the answer got lost', async () => {
    await proxy.listen(0);
    const store = await open(proxy.uri);
    const subject = aSubject();
    const first = aCreation(subject);
    proxy.swallowAnswerTo('insert', 'records', subject.id);
    await store.commit([first]);
    const second = aContinuation(first.head);
    proxy.swallowAnswerTo('update', 'records', subject.id);
    await store.commit([second]);
    const other = aCreation(aSubject());
    proxy.swallowAnswerTo('update', 'commits', 'committed');
    await store.commit([aContinuation(second.head), other]);
    expect((await soundHead(store, subject)).seq).to.equal(3);
    proxy.swallowAnswerTo('update', 'records', 'erased');
    await store.commit([{ type: 'erase', expected: 3, subject }]);
    expect(await store.head(subject)).to.equal(undefined);
    expect(proxy.swallowed).to.equal(4);
  });

  it('has every acknowledged change once, and at most one more per failed call, after cuts at any moment', async () => {
    await proxy.listen(0);
    const store = await open(proxy.uri);
    const direct = await open(serverUri());
    const subjects = Array.from({ length: 4 }, () => aSubject());
    const tallies = await Promise.all([
      ...subjects.map(async (subject) => {
        let [acknowledged, failed] = [0, 0];
        for (let i = 0; i < 40; i += 1) {
          const code = await codeOf(append(store, subject, () => ({})));
          if (code === 'no error') acknowledged += 1;
          else failed += 1;
          expect(code).to.be.oneOf(['no error', 'STORE_UNAVAILABLE']);
        }
        return { acknowledged, failed };
      }),
      ...Array.from({ length: 8 }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, 40 * (i + 1)));
        proxy.cut();
        return { acknowledged: 0, failed: 0 };
      }),
    ]);
    for (const [i, subject] of subjects.entries()) {
      const { acknowledged = 0, failed = 0 } = tallies[i] ?? {};
      expect((await soundHead(direct, subject)).seq).to.be.within(acknowledged, acknowledged + failed);
      expect(acknowledged).to.be.greaterThan(0);
    }
  });

  for (const [whose, clientOf] of [
    ['its own client', () => undefined],
    ['a client of the host that waits for ever', (uri: string) => new MongoClient(uri)],
  ] as const) {
    it(`answers in time, and in our words, while the database is connected but silent, with ${whose}`, async () => {
      await proxy.listen(0);
      const client = clientOf(proxy.uri);
      const options = { database, timeoutMs: 1_000, patienceMs: 300 };
      const store = await openMongoStore({
        ...options,
        ...(client === undefined ? { uri: proxy.uri } : { client }),
      });
      stores.push(store);
      const subject = aSubject();
      const { head } = await append(store, subject, () => ({}));
      proxy.silence(true);
      for (const call of callsOf(store, head)) await expectUnavailable(call);
      proxy.silence(false);
      await eventually(() => store.ping());
      expect((await append(store, subject, () => ({}))).head.seq).to.be.within(2, 3);
      await soundHead(store, subject);
      await client?.close();
    });
  }

  it('uses the client of the host and leaves it open', async () => {
    await withClient(async (client) => {
      const store = await openMongoStore({ client, database });
      await store.commit([aCreation(aSubject())]);
      await store.close();
      expect(await client.db(database).collection('activities').countDocuments()).to.equal(1);
    });
  });

  it('refuses what no document can hold before anything is written', async () => {
    const store = await open(serverUri(), 10_000);
    const first = aCreation(aSubject());
    await store.commit([first]);
    const text = 'x'.repeat(8 * 2 ** 20);
    const attachment = anAttachment({ state: { text } });
    const big = aContinuation(first.head, { state: { text }, attachments: [{ type: 'put', attachment }] });
    expect(await codeOf(store.commit([big]))).to.equal('PAYLOAD_TOO_LARGE');
    expect(await codeOf(store.commit([big, aCreation(aSubject())]))).to.equal('PAYLOAD_TOO_LARGE');
    expect(await soundHead(store, first.head.subject)).to.deep.equal(first.head);
    const half = aContinuation(first.head, { state: { text } });
    await store.commit([half]);
    const staged = aContinuation(half.head, { state: { text: `${text}y` } });
    expect(await codeOf(store.commit([staged, aCreation(aSubject())]))).to.equal('PAYLOAD_TOO_LARGE');
    expect((await soundHead(store, first.head.subject)).seq).to.equal(2);
  });

  it('does not show a history with an entry missing', async () => {
    const store = await open(serverUri());
    const { head } = aCreation(aSubject());
    const subject = head.subject;
    for (let i = 0; i < 5; i += 1) await append(store, subject, () => ({}));
    await store.close();
    await withClient((client) => client.db(database).collection('activities').deleteOne({ seq: 3 }));
    const again = await open(serverUri());
    expect(await codeOf(again.page(subject, aWindow()))).to.equal('INTERNAL_ERROR');
    expect(await codeOf(again.page(subject, aWindow({ facets: ['field:title'] })))).to.equal(
      'INTERNAL_ERROR',
    );
    expect(await codeOf(again.page(subject, aWindow({ limit: 2 })))).to.equal('no error');
  });
});

function callsOf(store: ActivityStore, head: RecordHead): (() => Promise<unknown>)[] {
  return [
    () => store.head(head.subject),
    () => store.page(head.subject, aWindow()),
    () => store.commit([aContinuation(head)]),
    () => store.reserveNumbers(1),
    () => store.ping(),
  ];
}

async function expectUnavailable(call: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const error: unknown = await call().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isActivityError(error, 'STORE_UNAVAILABLE')) throw new Error(`no such error: ${String(error)}`);
  expect(error.message).to.equal('The database does not answer.');
  expect(performance.now() - start).to.be.lessThan(3_500);
}

/** Resolves as soon as the call does; fails after ten seconds. */
async function eventually(call: () => Promise<void>): Promise<void> {
  for (const end = performance.now() + 10_000; ;) {
    try {
      await call();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
