import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { CommandStartedEvent, Document } from 'mongodb';
import type { Activity, Subject } from '../../server/domain/activity.js';
import { actorKeyOf } from '../../server/domain/log/log_row.js';
import type { TimeWindow } from '../../server/domain/log/space_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { headOf } from '../support/log.js';
import { aChange, aCreation, anActor, aSubject } from '../support/records.js';
import { driver } from './drivers.js';
import type { Cost } from './explain.js';
import { explained, explains } from './explain.js';
import { aDatabaseName, serverUri } from './mongo_server.js';

const LENGTH = 3_000;
const PAGE = 20;
const BEGIN = Date.parse('2026-01-01T00:00:00.000Z');
const SUBJECTS = ['a', 'b'].map((id) => aSubject({ id }));

describe('the cost of the log on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  const client = new driver.MongoClient(serverUri(), { monitorCommands: true });
  const finds: Document[] = [];
  let opened: ActivityStore | undefined;

  before(async function () {
    client.on('commandStarted', ({ commandName, databaseName, command }: CommandStartedEvent) => {
      if (commandName === 'find' && databaseName === database) finds.push(command);
    });
    if (!(await explains(client, database))) this.skip();
    opened = await openMongoStore({ client, database });
    for (const [i, subject] of SUBJECTS.entries()) {
      await restoreLong(opened, subject, i);
      await opened.log.mark(await headOf(opened, subject));
    }
    await opened.log.catchUp('default');
    expect((await opened.log.head('default')).size).to.equal(2 * LENGTH);
  });
  after(async () => {
    await opened?.close();
    await client.db(database).dropDatabase();
    await client.close();
  });

  for (const start of [0, LENGTH, 2 * LENGTH - PAGE]) {
    it(`is the page for rows from ${String(start)}`, async () => {
      const costs = await costsOf('log', async ({ log }) => {
        expect(await log.rows('default', { start, end: start + PAGE })).to.have.length(PAGE);
      });
      expectIndexed(costs, PAGE);
    });
  }

  for (const order of ['asc', 'desc'] as const) {
    for (const [whose, of] of [
      ['an owner', { owner: 'owner 1' }],
      ['an actor', { actorKey: actorKeyOf('actor 0') }],
    ] as const) {
      for (const [place, seq] of [
        ['first', undefined],
        ['middle', LENGTH / 2],
      ] as const) {
        it(`is about the page for the ${place} page of ${whose} by time, ${order}`, async () => {
          const number = 'owner' in of ? 2 : 1;
          const after = seq === undefined ? {} : { after: { at: timeOf(seq, number - 1), number, seq } };
          const window: TimeWindow = { of, order, limit: PAGE, ...after };
          const costs = await costsOf('log', async ({ log }) => {
            expect(await log.byTime('default', window)).to.have.length(PAGE);
          });
          // An engine that does not stop at the limit reads the part of the time it was asked for.
          expectIndexed(costs, 3 * PAGE);
        });
      }
    }
  }

  it('is the page for positions of a record', async () => {
    const costs = await costsOf('log', async (store) => {
      const head = await headOf(store, aSubject({ id: 'a' }));
      const positions = await store.log.positions(head, { from: 1_001, to: 1_000 + PAGE });
      expect(positions).to.have.length(PAGE).and.not.include(undefined);
    });
    expectIndexed(costs, PAGE);
  });

  it('is an index entry to see that nothing is due, and a few to see what is', async () => {
    const costs = await costsOf('records', ({ log }) => log.catchUp('default'));
    expect(costs).to.have.length(1);
    expectIndexed(costs, 0);
  });

  async function costsOf(
    collection: string,
    work: (store: ActivityStore) => Promise<void>,
  ): Promise<readonly Cost[]> {
    if (opened === undefined) throw new Error('It was opened.');
    finds.length = 0;
    await work(opened);
    const commands = finds.splice(0).filter(({ find }) => find === collection);
    expect(commands.length).to.be.within(1, 4);
    for (const { filter } of commands) expectBothEnds(filter as Document);
    return Promise.all(commands.map((command) => explained(client, database, command)));
  }
});

function expectIndexed(costs: readonly Cost[], docs: number): void {
  const stages = costs.flatMap((cost) => cost.stages);
  expect(stages).to.not.include('COLLSCAN');
  expect(stages.filter((stage) => stage.includes('SORT'))).to.deep.equal([]);
  expect(costs.reduce((sum, cost) => sum + cost.docs, 0)).to.be.at.most(docs);
  expect(costs.reduce((sum, cost) => sum + cost.keys, 0)).to.be.at.most(docs + 2 * costs.length);
}

/** Each range of a filter has a beginning and an end. */
function expectBothEnds(filter: Document): void {
  const ranges = Object.values(filter).filter(
    (value): value is object =>
      typeof value === 'object' && value !== null && Object.keys(value).some((key) => key.startsWith('$')),
  );
  for (const range of ranges) {
    expect(Object.keys(range)).to.include('$lt');
    expect(Object.keys(range).filter((key) => ['$gt', '$gte'].includes(key))).to.have.length(1);
  }
}

/** A record with an entry every two seconds, and an owner and an actor of its own. */
async function restoreLong(store: ActivityStore, subject: Subject, i: number): Promise<void> {
  const changes = Array.from({ length: LENGTH }, (_, n) => aChange(String(n)));
  const actor = anActor({ username: `actor ${String(i)}` });
  const write = aCreation(subject, { number: i + 1, owner: `owner ${String(i)}`, actor, changes });
  const activities = write.activities.map((activity) => ({
    ...activity,
    at: timeOf(activity.seq, i),
    seal: { hash: randomBytes(32).toString('base64url') },
  }));
  const chain = { seq: LENGTH, hash: activities.at(-1)?.seal.hash ?? '' };
  const head = { ...write.head, chain, lastAt: timeOf(LENGTH, i) };
  await store.restore({ head, attachments: [], activities: each(activities) });
}

function timeOf(seq: number, i: number): Date {
  return new Date(BEGIN + 2_000 * seq + 1_000 * i);
}

async function* each(activities: readonly Activity[]): AsyncGenerator<Activity> {
  yield* await Promise.resolve(activities);
}
