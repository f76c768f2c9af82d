import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { codeOf, soundHead } from '../contract/store_fixture.js';
import { aChange, aContinuation, aCreation, append, aSubject, pageOf } from '../support/records.js';
import { describeHostClients, openOn } from './host_clients.js';
import { ready } from './mongo_bench.js';
import { serverUri } from './mongo_server.js';

describeHostClients((mongo) => {
  it('says that the database is away, also before the first connection, and works when it is there', async () => {
    const bench = mongo();
    const { proxy } = bench;
    await proxy.listen(0);
    const { uri } = proxy;
    await proxy.close();
    const store = await openOn(bench, bench.aClient(uri));
    const subject = aSubject();
    expect(await codeOf(store.commit([aCreation(subject)]))).to.equal('STORE_UNAVAILABLE');
    await proxy.listen();
    await ready(store);
    const { head } = await append(store, subject, () => ({}));
    await proxy.close();
    for (const call of [
      () => store.head(subject),
      () => store.record(subject),
      () => pageOf(store, subject, { order: 'asc', skip: 0, limit: 1, facets: ['field:title'] }),
      () => store.commit([aContinuation(head)]),
      () => store.commit([aContinuation(head), aCreation(aSubject())]),
      () => store.commit([{ type: 'erase', expected: 1, subject }]),
      () => store.reserveNumbers(1),
      () => store.subjects(undefined, 1),
      () => store.ping(),
    ]) {
      expect(await codeOf(call())).to.equal('STORE_UNAVAILABLE');
    }
    await proxy.listen();
    await ready(store);
    await append(store, subject, () => ({}));
    await soundHead(store, subject);
  });

  it('writes once what was written when the answer to a bulk got lost', async () => {
    const bench = mongo();
    const { proxy } = bench;
    await proxy.listen(0);
    const full = await openOn(bench, bench.aClient(serverUri()), 'drain:begin');
    const subject = aSubject();
    const change = { changes: [aChange('x'.repeat(300_000))] };
    const { head } = await append(full, subject, () => change);
    const store = await openOn(bench, bench.aClient(proxy.uri));
    proxy.swallowAnswerTo('insert', 'activities');
    await store.commit([aContinuation(head)]);
    expect(proxy.swallowed).to.equal(1);
    expect((await soundHead(store, subject)).seq).to.equal(2);
  });

  it('finds out what became of a write although the database is away for a while after it', async () => {
    const bench = mongo();
    const { proxy } = bench;
    await proxy.listen(0);
    const store = await openOn(bench, bench.aClient(proxy.uri));
    const { head } = await append(store, aSubject(), () => ({}));
    const next = aContinuation(head);
    for (const [words, writes] of [
      [['update', 'records', head.subject.id], [next]],
      [
        ['update', 'commits', 'committed'],
        [aContinuation(next.head), aCreation(aSubject())],
      ],
    ] as const) {
      const before = proxy.swallowed;
      proxy.swallowAnswerTo(...words);
      const commit = store.commit(writes);
      while (proxy.swallowed === before) await sleep(5);
      await proxy.close();
      await sleep(600);
      await proxy.listen();
      await commit;
    }
    expect((await soundHead(store, head.subject)).seq).to.equal(3);
  });

  it('leaves a client closed that its host closes while the database is away', async () => {
    const bench = mongo();
    const { database, proxy } = bench;
    await proxy.listen(0);
    const { uri } = proxy;
    await proxy.close();
    const client = bench.aClient(uri);
    const store = await openOn(bench, client);
    await client.close();
    await proxy.listen();
    await sleep(800);
    expect(await codeOf(store.ping())).to.equal('STORE_UNAVAILABLE');
    const error: unknown = await client
      .db(database)
      .command({ ping: 1 })
      .catch((reason: unknown) => reason);
    expect(error).to.have.property('name', 'MongoNotConnectedError');
  });
});
