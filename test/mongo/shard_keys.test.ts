import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import type { CommandStartedEvent } from 'mongodb';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { soundHead } from '../contract/store_fixture.js';
import {
  aChange,
  aContinuation,
  aCreation,
  anAttachment,
  append,
  aSubject,
  aWindow,
} from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';
import { isSweep, strayPart } from './shard_keys.js';

describe('the commands the store sends to MongoDB', function () {
  this.timeout(30_000);
  const database = aDatabaseName();
  after(() => dropDatabase(database));

  it('name the shard key in every read and write of a record, but for the sweep and the list of records', async () => {
    const client = new MongoClient(serverUri(), { monitorCommands: true });
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
        await store.page(subject, aWindow({ limit: 2, skip: 1, facets, upTo }));
    }
    await store.record(subject);
    await store.reserveNumbers(1);
    await store.commit([{ type: 'erase', expected: 7, subject }]);
    await store.subjects(undefined, 10);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await store.close();
    expect(events.map((event) => strayPart(event, 'p_')).filter((part) => part !== undefined)).to.deep.equal([
      'find on p_records: {"_id":{"$gt":""}}',
    ]);
    expect(events.filter(isSweep)).to.not.deep.equal([]);
    expect(events.length).to.be.greaterThan(50);
    await client.db(database).command({ ping: 1 });
    await client.close();
  });
});
