import { describeFormer } from '../contract/former_contract.js';
import type { StoreFixture } from '../contract/store_fixture.js';
import { formerRecords, insertDocuments } from '../support/format_1.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';

describe('a database of format 1', function () {
  this.timeout(180_000);
  describeFormer(async () => ({
    records: await formerRecords('mongodb'),
    fresh: () => aDatabase(() => Promise.resolve()),
    copy: () => aDatabase((name) => withClient((client) => insertDocuments(client, name))),
    format: ({ location }) =>
      withClient(async (client) => {
        if (location.kind !== 'mongodb') throw new Error('It is in a database.');
        const counters = client.db(location.database).collection<{ _id: string; value: unknown }>('counters');
        return (await counters.findOne({ _id: 'format' }))?.value;
      }),
  }));
});

async function aDatabase(fill: (name: string) => Promise<void>): Promise<StoreFixture> {
  const database = aDatabaseName();
  await fill(database);
  return {
    location: { kind: 'mongodb', uri: serverUri(), database },
    destroy: () => dropDatabase(database),
  };
}
