import { expect } from 'chai';
import type { CountedWindow, RequestCounts } from '../../server/domain/request_counts.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

/** A minute of 2026. */
const INDEX = 29_463_000;

describe('counts of requests in MongoDB (C12)', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  let stores: readonly ActivityStore[];
  before(async () => {
    const open = () => openTestStore({ uri: serverUri(), database });
    stores = [await open(), await open()];
  });
  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await dropDatabase(database);
  });

  const countsOf = (at: number): RequestCounts => {
    const counts = stores[at]?.requestCounts;
    if (counts === undefined) throw new Error('The store shares none.');
    return counts;
  };
  const windowsAt = (index: number): readonly CountedWindow[] => [
    { seconds: 60, index, quota: 100 },
    { seconds: 3600, index: Math.floor(index / 60), quota: 250 },
  ];

  it('are one count for all who count, from the first request on, and count no refusal', async () => {
    for (const [minute, taken] of [100, 100, 50].entries()) {
      const counted = await Promise.all(
        Array.from({ length: 150 }, (_, i) => countsOf(i % 2).count('ana', windowsAt(INDEX + minute))),
      );
      const before = Array.from({ length: taken }, (_, i) => [i, 100 * minute + i]);
      const full = Array.from({ length: 150 - taken }, () => [taken, 100 * minute + taken]);
      const byCount = (a: readonly number[], b: readonly number[]): number => (a[1] ?? 0) - (b[1] ?? 0);
      expect([...counted].sort(byCount)).to.deep.equal([...before, ...full]);
    }
    expect(await countsOf(0).count('ben', windowsAt(INDEX))).to.deep.equal([0, 0]);
  });

  it('begin anew with each window, also for a clock that is a little behind, and after one that was far ahead', async () => {
    const count = (index: number) => countsOf(0).count('clocks', windowsAt(index));
    expect(await count(INDEX + 1)).to.deep.equal([0, 0]);
    expect(await count(INDEX)).to.deep.equal([1, 1]);
    expect(await count(INDEX + 1)).to.deep.equal([2, 2]);
    expect(await count(INDEX + 2)).to.deep.equal([0, 3]);
    expect(await count(INDEX + 6_000)).to.deep.equal([0, 0]);
    expect(await count(INDEX)).to.deep.equal([0, 0]);
  });

  it('know a window that was not counted before', async () => {
    const minute = { seconds: 60, index: INDEX, quota: 5 };
    expect(await countsOf(0).count('tiers', [minute])).to.deep.equal([0]);
    expect(await countsOf(0).count('tiers', [{ seconds: 1, index: 1, quota: 1 }, minute])).to.deep.equal([
      0, 1,
    ]);
    expect(await countsOf(1).count('tiers', [{ seconds: 1, index: 1, quota: 1 }, minute])).to.deep.equal([
      1, 2,
    ]);
    expect(await countsOf(1).count('tiers', [minute])).to.deep.equal([2]);
  });

  it('are removed by the server when the longest window is over', async () => {
    await countsOf(0).count('ends', windowsAt(INDEX));
    await withClient(async (client) => {
      const counts = client.db(database).collection<{ _id: string; until: Date }>('counts');
      const doc = await counts.findOne({ _id: 'ends' });
      expect(doc?.until).to.deep.equal(new Date((Math.floor(INDEX / 60) + 2) * 3_600_000));
      const until = (await counts.indexes()).find(({ name }) => name === 'until');
      expect(until).to.include({ expireAfterSeconds: 0 });
    });
  });
});
