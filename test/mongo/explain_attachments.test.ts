import { expect } from 'chai';
import type { CommandStartedEvent, Document } from 'mongodb';
import type { ActivityStore } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { anAlertAttachment, aPut, casesOf } from '../support/attached.js';
import { aCreation, anAttachment, aSubject } from '../support/records.js';
import { driver } from './drivers.js';
import type { Cost } from './explain.js';
import { explained, explains } from './explain.js';
import { aDatabaseName, serverUri } from './mongo_server.js';
import { isSweep } from './shard_keys.js';

const RECORDS = 400;
/** Records that stay in the outbox, and each how many have the alert that is asked for. */
const WAITING = 100;
const NTH = 20;

describe('the cost of a look for attachments on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  const client = new driver.MongoClient(serverUri(), { monitorCommands: true });
  const finds: Document[] = [];
  const subject = aSubject();
  let store: ActivityStore | undefined;
  let slow: ActivityStore | undefined;
  let empty: () => void = () => undefined;

  before(async function () {
    client.on('commandStarted', (event: CommandStartedEvent) => {
      if (event.commandName === 'find' && event.databaseName === database && !isSweep(event)) {
        finds.push(event.command);
      }
    });
    if (!(await explains(client, database))) this.skip();
    store = await openMongoStore({ client, database });
    const comments = Array.from({ length: RECORDS }, (_, i) => aPut(anAttachment({ id: `c${String(i)}` })));
    await store.commit([aCreation(subject, { attachments: comments })]);
    await record(store, RECORDS);
    await store.close();
    const emptied = new Promise<void>((resolve) => {
      empty = resolve;
    });
    const faults = (step: string): Promise<void> | undefined =>
      step === 'drain:begin' ? emptied : undefined;
    slow = await openMongoStore({ client, database, patienceMs: 120_000, faults });
    await record(slow, WAITING);
    store = await openMongoStore({ client, database, patienceMs: 120_000 });
  });
  after(async () => {
    empty();
    await Promise.all([store, slow].map(async (one) => one?.close()));
    await client.db(database).dropDatabase();
    await client.close();
  });

  it('by their ids is the attachments that are asked for', async () => {
    const costs = await costsOf(async (one) => {
      const found = await one.attachments(subject, ['c7', 'none', 'c390']);
      expect(found.map((attachment) => attachment?.id)).to.deep.equal(['c7', undefined, 'c390']);
    });
    expect(costs.map(({ docs }) => docs)).to.deep.equal([1, 2]);
    for (const { stages } of costs) expect(stages).to.not.include('COLLSCAN');
  });

  it('by an alert is the attachments that have it, in order, and their records', async () => {
    const costs = await costsOf(async (one) => {
      expect(await casesOf(one, 'alert 4')).to.have.length((RECORDS + WAITING) / NTH);
    });
    expect(costs.map(({ docs }) => docs)).to.deep.equal([
      WAITING / NTH,
      RECORDS / NTH,
      (RECORDS + WAITING) / NTH,
    ]);
    for (const { stages } of costs) expect(stages).to.not.include('COLLSCAN');
    // Those that wait are few and sorted; what has been moved is in order.
    expect(costs[1]?.stages.filter((stage) => stage.includes('SORT'))).to.deep.equal([]);
  });

  it('by an alert that nothing attaches is nothing', async () => {
    const costs = await costsOf(async (one) => {
      expect(await casesOf(one, 'none')).to.deep.equal([]);
    });
    expect(costs.map(({ docs, keys }) => [docs, keys])).to.deep.equal([
      [0, 0],
      [0, 0],
    ]);
  });

  /** Each record has one alert, and each alert has been attached in one out of twenty. */
  async function record(one: ActivityStore, count: number): Promise<void> {
    for (let from = 0; from < count; from += 100) {
      const writes = Array.from({ length: 100 }, (_, i) => {
        const attachments = [aPut(anAlertAttachment('one', `alert ${String(i % NTH)}`))];
        return aCreation(aSubject(), { number: from + i + 2, attachments });
      });
      await Promise.all(writes.map((write) => one.commit([write])));
    }
  }

  async function costsOf(read: (one: ActivityStore) => Promise<void>): Promise<readonly Cost[]> {
    if (store === undefined) throw new Error('It was opened.');
    finds.length = 0;
    await read(store);
    return Promise.all(finds.splice(0).map((command) => explained(client, database, command)));
  }
});
