import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { ActivityPlugin } from '../../server/index.js';
import { codeOf } from '../contract/store_fixture.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aSubject } from '../support/records.js';
import { DRIVER_NAME } from './drivers.js';
import { runFaultyChild } from './faulty_child.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { TcpProxy } from './tcp_proxy.js';

const actor = { kind: 'user', username: 'mira' } as const;

/** The major versions that bring a driver of the supported range. */
const MONGOOSES = {
  mongoose8: async () => (await import('mongoose8')).default,
  mongoose9: async () => (await import('mongoose9')).default,
};
type Mongoose = Awaited<ReturnType<(typeof MONGOOSES)['mongoose8']>>;
type Connection = ReturnType<Mongoose['createConnection']>;

/** They bring their own driver: once is enough, whichever copy the other suites are run with. */
const NAMES = DRIVER_NAME === 'own' ? (['mongoose8', 'mongoose9'] as const) : [];

for (const name of NAMES) {
  describe(`a host with ${name}`, function () {
    this.timeout(180_000);
    const database = aDatabaseName();
    const ownDatabase = aDatabaseName();
    const proxy = new TcpProxy(serverUri());
    let connection: Connection;
    let mongoose: Mongoose;
    let host: TestHost;

    before(async () => {
      mongoose = await MONGOOSES[name]();
      await proxy.listen(0);
      const options = { dbName: ownDatabase, serverSelectionTimeoutMS: 500 };
      connection = await mongoose.createConnection(proxy.uri, options).asPromise();
      host = await startHost({
        database,
        mongoClient: connection.getClient(),
        config: { security: { enabled: false }, kibana: { kinds: ['case', 'ticket'] } },
      });
    });
    after(async () => {
      await host.stop();
      await connection.close();
      await proxy.close();
      await dropDatabase(ownDatabase);
    });

    it('keeps its own documents and their history on one connection', async () => {
      const Ticket = connection.model('Ticket', new mongoose.Schema({ title: String }));
      const ticket = new Ticket({ title: 'Disk full' });
      await ticket.save();
      const subject = { space: 'default', kind: 'ticket', id: ticket.id };
      const change = { subject, owner: 'cases', actor };
      await host.activity.record({ ...change, after: { title: 'Disk full' } });
      await host.activity.record({
        ...change,
        before: { title: 'Disk full' },
        after: { title: 'Disk empty' },
      });
      expect((await host.activity.find({ subject })).total).to.equal(2);
      const answer = await fetch(`${host.url}/api/cases/${subject.id}/user_actions`);
      expect(answer.status).to.equal(200);
      expect(await answer.json()).to.have.length(2);
      expect(await Ticket.countDocuments()).to.equal(1);
    });

    it('hears that a record exists when many create it at once', async () => {
      const subjects = Array.from({ length: 16 }, () => aSubject({ kind: 'ticket' }));
      const racers = subjects.flatMap((subject) => Array.from({ length: 10 }, () => subject));
      const codes = await Promise.all(
        racers.map((subject) =>
          codeOf(host.activity.record({ subject, owner: 'cases', actor, after: { title: 'T' } })),
        ),
      );
      expect(codes.filter((code) => code === 'no error')).to.have.length(16);
      expect(new Set(codes)).to.deep.equal(new Set(['no error', 'RECORD_EXISTS']));
    });

    it('answers 503 while its database is away, and works as soon as it is back', async () => {
      const subject = aSubject({ kind: 'ticket' });
      await host.activity.record({ subject, owner: 'cases', actor, after: { title: 'T' } });
      const read = (): Promise<Response> => fetch(`${host.url}/api/cases/${subject.id}/user_actions`);
      await proxy.close();
      const away = await read();
      expect(away.status).to.equal(503);
      expect(away.headers.get('retry-after')).to.equal('5');
      expect((await fetch(`${host.url}/api/activity/readyz`)).status).to.equal(503);
      expect(await codeOf(host.activity.find({ subject }))).to.equal('STORE_UNAVAILABLE');
      const change = { subject, owner: 'cases', actor, before: { title: 'T' }, after: { title: 'U' } };
      expect(await codeOf(host.activity.record(change))).to.equal('STORE_UNAVAILABLE');
      await proxy.listen();
      for (const end = performance.now() + 30_000; (await read()).status !== 200;) {
        expect(performance.now()).to.be.lessThan(end);
        await sleep(50);
      }
      await host.activity.record(change);
      expect((await host.activity.find({ subject })).total).to.equal(2);
    });

    it('goes on with a record whose writer was killed before it had emptied the outbox', async () => {
      const subjects = [aTicket(), aTicket(), aTicket(), aTicket()] as const;
      const [subject] = subjects;
      for (const one of subjects.slice(0, 3)) await retitle(host.activity, one, undefined, '0');
      const step = { scenario: 'save', step: 'drain:inserted', time: 1, size: 300_000 } as const;
      expect(await runFaultyChild({ uri: serverUri(), database, subjects, ...step }, name)).to.equal(true);
      for (let i = 0; i < 5; i += 1) await retitle(host.activity, subject, String(i), String(i + 1));
      expect((await host.activity.find({ subject })).total).to.equal(7);
      await withClient(async (client) => {
        const records = client.db(database).collection<{ _id: string; pending?: object[] }>('records');
        const end = performance.now() + 30_000;
        while ((await records.countDocuments({ 'pending.0': { $exists: true } })) > 0) {
          expect(performance.now()).to.be.lessThan(end);
          await sleep(50);
        }
      });
    });
  });
}

function aTicket(): ReturnType<typeof aSubject> {
  return aSubject({ kind: 'ticket' });
}

async function retitle(
  activity: ActivityPlugin,
  subject: ReturnType<typeof aSubject>,
  from: string | undefined,
  to: string,
): Promise<void> {
  const before = from === undefined ? {} : { before: { title: from } };
  await activity.record({ subject, owner: 'cases', actor, ...before, after: { title: to } });
}
