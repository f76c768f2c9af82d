import { expect } from 'chai';
import { repeatedBulk } from '../../server/stores/mongo/repeated_bulk.js';
import { aDatabaseName, dropDatabase, withClient } from './mongo_server.js';

const DOCUMENTS = 4;

describe('a bulk that may be repeated', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  after(() => dropDatabase(database));

  it('inserts each document once, in whatever order others insert the same', () =>
    withClient(async (client) => {
      const collection = client.db(database).collection('entries');
      await collection.createIndexes([{ key: { h: 1, seq: 1 }, unique: true }]);
      const bench = { call: <T>(work: () => Promise<T>): Promise<T> => work() };
      for (let h = 0; h < 3; h += 1) {
        const documents = (): object[] =>
          Array.from({ length: DOCUMENTS }, (_, seq) => ({ h, seq, body: 'x'.repeat(200_000) }));
        // Opposite orders: that ends as a deadlock where an engine waits for the other's keys.
        await Promise.all(
          [documents(), documents().reverse(), documents()].map((some) =>
            repeatedBulk(bench, () => collection.insertMany(some, { ordered: false })),
          ),
        );
        expect(await collection.countDocuments({ h })).to.equal(DOCUMENTS);
      }
      const again = [{ h: 0, seq: 0 }];
      expect(await repeatedBulk(bench, () => collection.insertMany(again, { ordered: false }))).to.equal(
        true,
      );
      const fresh = [{ h: -1, seq: 0 }];
      expect(await repeatedBulk(bench, () => collection.insertMany(fresh, { ordered: false }))).to.equal(
        false,
      );
    }));
});
