import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { RecordHead } from '../../server/domain/record.js';
import { codeOf, soundHead } from '../contract/store_fixture.js';
import { aChange, aContinuation, aCreation, anAttachment, append, aSubject } from '../support/records.js';
import { describeHostClients, openOn } from './host_clients.js';
import { serverUri } from './mongo_server.js';

describeHostClients((mongo) => {
  it('lets one of ten that create the same record at once, and tells the others of the conflict', async () => {
    const bench = mongo();
    const store = await openOn(bench, bench.aClient(serverUri()));
    const subjects = Array.from({ length: 16 }, () => aSubject());
    const racers = subjects.flatMap((subject) => Array.from({ length: 10 }, () => aCreation(subject)));
    const codes = await Promise.all(racers.map((racer) => codeOf(store.commit([racer]))));
    expect(codes.filter((code) => code === 'no error')).to.have.length(16);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).to.have.length(144);
  });

  it('goes on where a process ended that had moved entries and not yet taken them out of the outbox', async () => {
    const bench = mongo();
    const client = bench.aClient(serverUri());
    const broken = await openOn(bench, client, 'drain:inserted');
    const subject = aSubject();
    let head: RecordHead | undefined;
    for (let i = 0; i < 3; i += 1) {
      const put = { type: 'put', attachment: anAttachment({ revision: i + 1 }) } as const;
      const change = { changes: [aChange('x'.repeat(150_000))], attachments: [put] };
      const write = head === undefined ? aCreation(subject, change) : aContinuation(head, change);
      const code = await codeOf(broken.commit([write]));
      if (code === 'no error') ({ head } = write);
      await sleep(100);
    }
    const store = await openOn(bench, client);
    for (let i = 0; i < 3; i += 1) await append(store, subject, () => ({}));
    expect((await soundHead(store, subject)).seq).to.be.greaterThan(head?.seq ?? 0);
    await store.close();
    const waiting = { 'pending.0': { $exists: true } };
    expect(await client.db(bench.database).collection('records').countDocuments(waiting)).to.equal(0);
  });

  it('ends with the client that its host closes, and does not open it again', async () => {
    const bench = mongo();
    const client = bench.aClient(serverUri());
    const store = await openOn(bench, client);
    const subject = aSubject();
    const busy = Array.from({ length: 20 }, () => codeOf(append(store, aSubject(), () => ({}))));
    await append(store, subject, () => ({}));
    await client.close();
    expect(await Promise.all(busy)).to.satisfy((codes: string[]) =>
      codes.every((code) => code === 'no error' || code === 'STORE_UNAVAILABLE'),
    );
    const start = performance.now();
    expect(await codeOf(store.head(subject))).to.equal('STORE_UNAVAILABLE');
    expect(await codeOf(append(store, subject, () => ({})))).to.equal('STORE_UNAVAILABLE');
    expect(await codeOf(store.commit([aCreation(aSubject())]))).to.equal('STORE_UNAVAILABLE');
    expect(performance.now() - start).to.be.lessThan(2_000);
    await store.close();
  });
});
