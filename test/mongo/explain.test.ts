import { expect } from 'chai';
import type { CommandStartedEvent, Document } from 'mongodb';
import type { ActivityStore } from '../../server/domain/store.js';
import type { Window } from '../../server/domain/window.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { aChange, append, aSubject, pageOf } from '../support/records.js';
import { driver } from './drivers.js';
import type { Cost } from './explain.js';
import { explained, explains } from './explain.js';
import { aDatabaseName, serverUri } from './mongo_server.js';

const LENGTH = 10_000;
const PAGE = 20;
const FIELDS = ['title', 'severity', 'status'];

describe('the cost of a page on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  const client = new driver.MongoClient(serverUri(), { monitorCommands: true });
  const finds: Document[] = [];
  const subject = aSubject();
  let store: ActivityStore | undefined;

  before(async function () {
    client.on('commandStarted', ({ commandName, databaseName, command }: CommandStartedEvent) => {
      if (commandName === 'find' && databaseName === database) finds.push(command);
    });
    if (!(await explains(client, database))) this.skip();
    store = await openMongoStore({ client, database });
    for (let from = 0; from < LENGTH; from += 1000) {
      const changes = Array.from({ length: 1000 }, (_, i) =>
        aChange(String(from + i), FIELDS[((from + i) * 7) % 3]),
      );
      await append(store, subject, () => ({ changes }));
    }
    await store.close();
    store = await openMongoStore({ client, database });
  });

  after(async () => {
    await store?.close();
    await client.db(database).dropDatabase();
    await client.close();
  });

  const facet = 'field:title';
  for (const order of ['asc', 'desc'] as const) {
    for (const [place, skip] of [
      ['first', 0],
      ['middle', LENGTH / 2],
      ['last', LENGTH - PAGE],
    ] as const) {
      it(`is the page for the ${place} page of a history, ${order}`, async () => {
        expectPageCost(await costOf({ order, skip, limit: PAGE }), 0);
      });
    }
    for (const [place, skip] of [
      ['first', 0],
      ['middle', 1666],
      ['last', 3313],
    ] as const) {
      it(`is the page for the ${place} page of one facet, ${order}`, async () => {
        expectPageCost(await costOf({ order, skip, limit: PAGE, facets: [facet] }), 0);
      });
    }
    for (const [place, skip] of [
      ['first', 0],
      ['middle', 3333],
      ['last', 6646],
    ] as const) {
      it(`is the page and some hundred index entries for the ${place} page of two facets, ${order}`, async () => {
        expectPageCost(await costOf({ order, skip, limit: PAGE, facets: [facet, 'field:severity'] }), 1000);
      });
    }
  }

  it('is the page and some hundred index entries for a page of one facet up to an entry', async () => {
    expectPageCost(await costOf({ order: 'desc', skip: 0, limit: PAGE, facets: [facet], upTo: 5000 }), 300);
  });

  async function costOf(window: Window): Promise<Cost> {
    finds.length = 0;
    const page = store && (await pageOf(store, subject, window));
    expect(page?.activities).to.have.length(PAGE);
    const commands = finds.splice(0);
    expect(commands.length).to.be.at.least(2);
    const costs = await Promise.all(commands.map((command) => explained(client, database, command)));
    return {
      stages: costs.flatMap(({ stages }) => stages),
      docs: costs.reduce((sum, { docs }) => sum + docs, 0),
      keys: costs.reduce((sum, { keys }) => sum + keys, 0),
    };
  }
});

/** One document for the head, the entries of the page and at most one more; `extraKeys` only in the index. */
function expectPageCost(cost: Cost, extraKeys: number): void {
  expect(cost.stages).to.not.include('COLLSCAN');
  expect(cost.stages.filter((stage) => stage.includes('SORT'))).to.deep.equal([]);
  expect(cost.docs).to.be.within(PAGE, PAGE + 2);
  expect(cost.keys).to.be.at.most(2 * PAGE + 2 + extraKeys);
}
