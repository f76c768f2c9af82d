import { expect } from 'chai';
import type { CommandStartedEvent, Document } from 'mongodb';
import type { Listing } from '../../server/domain/listing.js';
import type { RecordQuery } from '../../server/domain/record_list.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { aCreation, aSubject } from '../support/records.js';
import { driver } from './drivers.js';
import type { Cost } from './explain.js';
import { explained, explains } from './explain.js';
import { aDatabaseName, serverUri } from './mongo_server.js';

const RECORDS = 2_000;
const PAGE = 20;

describe('the cost of a list on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  const client = new driver.MongoClient(serverUri(), { monitorCommands: true });
  const finds: Document[] = [];
  let store: ActivityStore | undefined;

  before(async function () {
    client.on('commandStarted', ({ commandName, databaseName, command }: CommandStartedEvent) => {
      if (commandName === 'find' && databaseName === database && 'list.p' in command['filter']) {
        finds.push(command);
      }
    });
    if (!(await explains(client, database))) this.skip();
    const opened = await openMongoStore({ client, database });
    store = opened;
    for (let from = 0; from < RECORDS; from += 100) {
      await Promise.all(
        Array.from({ length: 100 }, (_, i) => {
          const n = from + i;
          return opened.commit([{ ...aCreation(aSubject(), { number: n + 1 }), listing: aListing(n) }]);
        }),
      );
    }
  });
  after(async () => {
    await store?.close();
    await client.db(database).dropDatabase();
    await client.close();
  });

  for (const [name, query] of [
    ['everything by creation', { terms: [], rank: 'createdAt' }],
    ['one term by creation', { terms: [['status:open']], rank: 'createdAt' }],
    ['any of two terms by creation', { terms: [['status:open', 'tag:a']], rank: 'createdAt' }],
    ['everything by another order', { terms: [], rank: 'updatedAt' }],
    ['everything by an order in which some have no place', { terms: [], rank: 'closedAt' }],
  ] as const) {
    for (const order of ['asc', 'desc'] as const) {
      it(`is the page for ${name}, ${order}`, async () => {
        for (const { stages, docs, keys } of await costsOf({ ...query, order })) {
          expect(stages).to.not.include('COLLSCAN');
          expect(stages.filter((stage) => stage.includes('SORT'))).to.deep.equal([]);
          expect(docs).to.be.at.most(PAGE + 1);
          expect(keys).to.be.at.most(PAGE + 2);
        }
      });
    }
  }

  async function costsOf(query: Pick<RecordQuery, 'terms' | 'rank' | 'order'>): Promise<readonly Cost[]> {
    finds.length = 0;
    const list = { space: 'default', kind: 'case', audiences: ['a', 'b'], skip: 0, limit: PAGE };
    const page = await store?.records({ ...list, ...query });
    expect(page?.heads).to.have.length(PAGE);
    return Promise.all(finds.splice(0).map((command) => explained(client, database, command)));
  }
});

function aListing(n: number): Listing {
  return {
    audience: n % 3 === 0 ? 'a' : 'b',
    terms: [n % 2 === 0 ? 'status:open' : 'status:closed', ...(n % 5 === 0 ? ['tag:a'] : [])],
    ranks: { createdAt: n, updatedAt: RECORDS - n, ...(n % 4 === 0 && { closedAt: n }) },
  };
}
