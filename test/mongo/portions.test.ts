import { expect } from 'chai';
import type { CommandSucceededEvent } from 'mongodb';
import type { Activity, Subject } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { PORTION_BYTES } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { aChange, append, aSubject, aWindow, pageOf } from '../support/records.js';
import { driver } from './drivers.js';
import { aDatabaseName, serverUri } from './mongo_server.js';

const SMALL = aSubject({ id: 'small' });
const LARGE = aSubject({ id: 'large' });
const SMALL_COUNT = 5_000;
const LARGE_COUNT = 60;
const LARGE_LENGTH = 200_000;

describe('the portions of a history on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  const client = new driver.MongoClient(serverUri(), { monitorCommands: true });
  /** The size of each answer with entries. */
  const answers: number[] = [];
  let store: ActivityStore;

  before(async () => {
    client.on('commandSucceeded', ({ databaseName, reply }: CommandSucceededEvent) => {
      const { cursor } = reply as { cursor?: { ns: string; firstBatch?: readonly { body?: string }[] } };
      const texts = (cursor?.firstBatch ?? []).flatMap(({ body }) => body ?? []);
      if (databaseName === database && texts.length > 0) {
        answers.push(texts.reduce((sum, { length }) => sum + length, 0));
      }
    });
    store = await openMongoStore({ client, database });
    const small = Array.from({ length: SMALL_COUNT }, (_, i) => aChange(String(i)));
    await append(store, SMALL, () => ({ changes: small }));
    for (let i = 0; i < LARGE_COUNT; i += 20) {
      const large = Array.from({ length: 20 }, () => aChange('x'.repeat(LARGE_LENGTH)));
      await append(store, LARGE, () => ({ changes: large }));
    }
    await store.close();
    store = await openMongoStore({ client, database });
  });

  after(async () => {
    await store.close();
    await client.db(database).dropDatabase();
    await client.close();
  });

  async function read(subject: Subject, limit: number): Promise<readonly Activity[]> {
    answers.length = 0;
    return (await pageOf(store, subject, aWindow({ limit })))?.activities ?? [];
  }

  it('are one answer for a page', async () => {
    expect(await read(SMALL, 20)).to.have.length(20);
    expect(answers).to.have.length(1);
  });

  it('are few answers for a long history of small entries', async () => {
    expect(await read(SMALL, SMALL_COUNT)).to.have.length(SMALL_COUNT);
    expect(answers.length).to.be.at.most(15);
    expect(Math.max(...answers)).to.be.at.most(2 * PORTION_BYTES);
  });

  it('are small answers where entries are large, but for the first, which nobody can know', async () => {
    expect(await read(LARGE, LARGE_COUNT)).to.have.length(LARGE_COUNT);
    const [, ...later] = answers;
    expect(Math.max(...later)).to.be.at.most(PORTION_BYTES);
    const total = answers.reduce((sum, bytes) => sum + bytes, 0);
    expect(total).to.be.at.most((LARGE_COUNT + 20) * (LARGE_LENGTH + 1_000));
  });
});
