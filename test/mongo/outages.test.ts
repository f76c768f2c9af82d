import { expect } from 'chai';
import { readConfig } from '../../server/config.js';
import type { StorageConfig } from '../../server/config/storage.js';
import { isActivityError } from '../../server/domain/errors.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openStore } from '../../server/open_store.js';
import { codeOf, soundHead } from '../contract/store_fixture.js';
import { aContinuation, aCreation, append, aSubject, aWindow, pageOf } from '../support/records.js';
import type { MongoBench } from './mongo_bench.js';
import { benchOfEachTest, ready } from './mongo_bench.js';
import { serverUri } from './mongo_server.js';

const SILENT = { error: () => undefined, warn: () => undefined, info: () => undefined };
const NOTHING_LISTENS = 'mongodb://127.0.0.1:9/';

describe('the store on MongoDB in trouble', function () {
  this.timeout(180_000);
  const mongo = benchOfEachTest();

  it('opens while the database is away, says so, and works as soon as it is there', async () => {
    const bench = mongo();
    const { proxy } = bench;
    await proxy.listen(0);
    const { uri } = proxy;
    await proxy.close();
    const store = await bench.open(uri, 1_000);
    expect(await codeOf(store.ping())).to.equal('STORE_UNAVAILABLE');
    expect(await codeOf(store.head(aSubject()))).to.equal('STORE_UNAVAILABLE');
    expect(await codeOf(store.commit([aCreation(aSubject())]))).to.equal('STORE_UNAVAILABLE');
    await proxy.listen();
    await ready(store);
    await store.commit([aCreation(aSubject())]);
  });

  it('closes while the database is away', async () => {
    const bench = mongo();
    const store = await bench.open(NOTHING_LISTENS, 500);
    const start = performance.now();
    await store.close();
    expect(performance.now() - start).to.be.lessThan(2_000);
  });

  it('writes once what was written when the answer got lost', async () => {
    const bench = mongo();
    const { proxy } = bench;
    await proxy.listen(0);
    const store = await bench.open(proxy.uri);
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
    const bench = mongo();
    const { proxy } = bench;
    await proxy.listen(0);
    const store = await bench.open(proxy.uri);
    const direct = await bench.open(serverUri());
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
    [
      'a client of the host that waits for ever',
      (bench: MongoBench) => bench.aClient(bench.proxy.uri, { serverSelectionTimeoutMS: 30_000 }),
    ],
  ] as const) {
    it(`answers in time, and in our words, while the database is connected but silent, with ${whose}`, async () => {
      const bench = mongo();
      const { proxy } = bench;
      await proxy.listen(0);
      const client = clientOf(bench);
      const storage = storageOf({ uri: proxy.uri, database: bench.database, timeoutMs: 1_000 });
      const host = { logger: SILENT, ...(client !== undefined && { mongoClient: client }) };
      const store = await bench.keep(openStore(storage, host));
      const subject = aSubject();
      const { head } = await append(store, subject, () => ({}));
      proxy.silence(true);
      for (const call of callsOf(store, head)) await expectUnavailable(call);
      proxy.silence(false);
      await ready(store);
      expect((await append(store, subject, () => ({}))).head.seq).to.be.within(2, 3);
      await soundHead(store, subject);
    });
  }
});

/** As a host's configuration has it. */
function storageOf(given: object): StorageConfig {
  return readConfig({ storage: { kind: 'mongodb', ...given } }, { baseDir: '/', env: {} }).storage;
}

function callsOf(store: ActivityStore, head: RecordHead): (() => Promise<unknown>)[] {
  return [
    () => store.head(head.subject),
    () => pageOf(store, head.subject, aWindow()),
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
