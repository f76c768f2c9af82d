import { expect } from 'chai';
import { isActivityError } from '../../server/domain/errors.js';
import { soundHead } from '../contract/store_fixture.js';
import { append, aSubject } from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

describe('the version of the data in a database', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  const open = () => openTestStore({ uri: serverUri(), database });
  afterEach(() => dropDatabase(database));

  it('is written once, whoever opens the database first', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, open));
    await Promise.all(stores.map((store) => store.close()));
    expect(await marks()).to.deep.equal([2]);
  });

  it('is written beside what was there before the marks', async () => {
    const subject = aSubject();
    const before = await open();
    await before.reserveNumbers(1);
    await append(before, subject, () => ({}));
    await before.close();
    await mark(undefined);
    const store = await open();
    expect((await soundHead(store, subject)).seq).to.equal(1);
    await store.close();
    expect(await marks()).to.deep.equal([1]);
  });

  it('refuses a newer one and one that nobody knows, and leaves everything alone', async () => {
    for (const [found, sentence] of [
      [3, /format 3, written by a newer release .*knows format 2/],
      ['two', /no release writes \("two"\)/],
    ] as const) {
      await mark(found);
      const error: unknown = await open().catch((reason: unknown) => reason);
      expect(isActivityError(error, 'STORE_UNAVAILABLE')).to.equal(true);
      expect((error as Error).message).to.match(sentence);
      expect(await marks()).to.deep.equal([found]);
      expect(await withClient((client) => client.db(database).listCollections().toArray())).to.have.length(1);
    }
  });

  function marks(): Promise<unknown[]> {
    return withClient(async (client) => {
      const found = await client.db(database).collection('counters').find().toArray();
      return found.filter(({ _id }) => String(_id) === 'format').map(({ value }) => value as unknown);
    });
  }

  async function mark(value: unknown): Promise<void> {
    await withClient(async (client) => {
      const counters = client.db(database).collection<{ _id: string; value: unknown }>('counters');
      await counters.deleteOne({ _id: 'format' });
      if (value !== undefined) await counters.insertOne({ _id: 'format', value });
    });
  }
});
