import { expect } from 'chai';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { codeOf } from '../contract/store_fixture.js';
import { aCreation, aSubject } from '../support/records.js';
import { benchOfEachTest } from './mongo_bench.js';
import { serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

describe('the store on MongoDB as it opens', function () {
  this.timeout(180_000);
  const mongo = benchOfEachTest();

  it('is ready at once when several open an empty database at the same moment', async () => {
    const bench = mongo();
    const { database } = bench;
    await withClient(async (client) => {
      await client.connect();
      for (let round = 0; round < 6; round += 1) {
        await client.db(database).dropDatabase();
        const opened = await Promise.all(
          [1, 2, 3].map(() => bench.keep(openMongoStore({ client, database }))),
        );
        await Promise.all(opened.map((store) => store.ping()));
        const numbers = await Promise.all(opened.map((store) => store.reserveNumbers(1)));
        expect(new Set(numbers).size).to.equal(opened.length);
      }
    });
  });

  it('says at once that settings cannot work: address, names, an index that is in the way', async () => {
    const { database } = mongo();
    expect(await codeOf(openMongoStore({ uri: 'nonsense', database }))).to.equal('CONFIGURATION_INVALID');
    expect(await codeOf(openTestStore({ uri: serverUri(), database: 'a b/c' }))).to.equal(
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

  it('uses the client of the host and leaves it open', async () => {
    const { database } = mongo();
    await withClient(async (client) => {
      const store = await openMongoStore({ client, database });
      await store.commit([aCreation(aSubject())]);
      await store.close();
      expect(await client.db(database).collection('activities').countDocuments()).to.equal(1);
    });
  });
});
