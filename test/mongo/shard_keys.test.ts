import { expect } from 'chai';
import type { CommandStartedEvent } from 'mongodb';
import { attachmentKey } from '../../server/domain/attachment_keys.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { soundHead } from '../contract/store_fixture.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { appendSealed, erase } from '../support/log.js';
import {
  aChange,
  aContinuation,
  aCreation,
  anAttachment,
  append,
  aSubject,
  aWindow,
  entriesOf,
  pageOf,
} from '../support/records.js';
import { withActor } from '../support/redacting.js';
import { driver } from './drivers.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { isSweep, strayPart } from './shard_keys.js';

describe('the commands the store sends to MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  after(() => dropDatabase(database));

  it('name the shard key in every read and write of a record, but for the sweep, the list of records and what is attached', async () => {
    const client = new driver.MongoClient(serverUri(), { monitorCommands: true });
    const events: CommandStartedEvent[] = [];
    client.on('commandStarted', (event) => {
      if (event.databaseName === database) events.push(event);
    });
    const store = await openMongoStore({ client, database, collectionPrefix: 'p_', patienceMs: 200 });
    const subject = aSubject();
    const put = { type: 'put', attachment: anAttachment() } as const;
    await append(store, subject, () => ({ attachments: [put] }));
    for (let i = 0; i < 5; i += 1) {
      await append(store, subject, () => ({ changes: [aChange(), aChange('s', 'severity')] }));
    }
    const [head, other, third] = [
      await soundHead(store, subject),
      aCreation(aSubject()),
      aCreation(aSubject()),
    ];
    await store.commit([aContinuation(head), other, third]);
    await store.commit([
      { type: 'erase', expected: 1, subject: other.head.subject },
      { type: 'erase', expected: 1, subject: third.head.subject },
    ]);
    for (const facets of [undefined, ['field:title'], ['field:title', 'field:severity']]) {
      for (const upTo of [undefined, 5])
        await pageOf(store, subject, aWindow({ limit: 2, skip: 1, facets, upTo }));
    }
    await store.record(subject);
    await store.attachments(subject, [put.attachment.id, 'none']);
    // Removed and not yet moved: everything is asked twice.
    await append(store, subject, () => ({ attachments: [{ type: 'remove', id: put.attachment.id }] }));
    const key = attachmentKey(put.attachment.id);
    await store.attachedTo({ space: 'default', kind: 'case', key, limit: 10 });
    await store.reserveNumbers(1);
    const listing = { audience: 'a', terms: ['status:open', 'a', 'c'], ranks: { createdAt: 1 } };
    await store.commit([{ ...aCreation(aSubject()), listing }]);
    for (const rank of ['createdAt', 'title'] as const) {
      for (const terms of [[], [['status:open']], [['a', 'b'], ['c']]]) {
        const list = { space: 'default', kind: 'case', audiences: ['a', 'b'], terms };
        await store.records({ ...list, rank, order: 'asc', skip: 0, limit: 10 });
      }
    }
    await useLog(store);
    await store.commit([{ type: 'erase', expected: 8, subject }]);
    await store.subjects(undefined, 10);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await store.close();
    const stray = events.flatMap((event) => strayPart(event, 'p_') ?? []);
    expect(stray.map((part) => part.replace(/\u{10ffff}+/u, '<end>'))).to.deep.equal([
      'find on p_logs: {"_id":{"$gt":"","$lt":"<end>"},"size":{"$gt":0}}',
      'find on p_registry: {"_id":{"$gt":"","$lt":"<end>"},"until":{"$exists":false}}',
      'find on p_records: {"_id":{"$gt":""}}',
    ]);
    expect(events.filter(isSweep)).to.not.deep.equal([]);
    expect(events.length).to.be.greaterThan(50);
    await client.db(database).command({ ping: 1 });
    await client.close();
  });
});

/** Everything that reads or writes the log, the registry, or many heads. */
async function useLog(store: ActivityStore): Promise<void> {
  const [subject, gone] = [aSubject({ id: 'logged' }), aSubject({ id: 'gone' })];
  for (const one of [subject, gone]) await appendSealed(store, one, { changes: [aChange(), aChange()] });
  await store.log.catchUp('default');
  const [head] = await store.heads([subject, gone, aSubject()]);
  if (head === undefined) throw new Error('It was recorded.');
  const rows = await store.log.rows('default', { start: 0, end: 10 });
  for (const of of [{ owner: 'cases' }, { actorKey: 'nobody' }]) {
    for (const order of ['asc', 'desc'] as const) {
      await store.log.byTime('default', { of, order, limit: 2 });
      await store.log.byTime('default', {
        of,
        order,
        limit: 2,
        after: { at: head.lastAt, number: 1, seq: 1 },
      });
    }
  }
  await store.log.positions(head, { from: 1, to: 2 });
  await store.log.tile('default', 0, 0);
  await store.log.publish('default', { size: 4, note: 'n' });
  await store.log.publish('elsewhere', { size: 0, note: 'n' });
  await store.log.spaces(undefined, 5);
  await store.log.mark(head);
  await store.log.extend('default', [{ position: rows.length, hash: 'A'.repeat(43) }]);
  const entries = await entriesOf(store, head, aWindow());
  const activities = entries.map((entry) => withActor(entry, { kind: 'anonymous' }));
  await store.redact({ head, state: {}, attachments: [anAttachment()], activities });
  await erase(store, gone);
  const version = await store.registry.set('job', 0, { value: 1 });
  await store.registry.set('job', version ?? 0, { value: 2, until: new Date(Date.now() + 60_000) });
  await store.registry.remove('job', version ?? 0);
  await store.registry.names(undefined, 10);
  await store.requestCounts?.count('sender', [{ seconds: 60, index: 1, quota: 1 }]);
}
