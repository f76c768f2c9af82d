import { expect } from 'chai';
import type { CommandStartedEvent, Document, MongoClient } from 'mongodb';
import type { Listing } from '../../server/domain/listing.js';
import type { RecordPage, RecordQuery } from '../../server/domain/record_list.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { audiencesOf } from '../../server/services/lists/audience.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { aCreation, aSubject } from '../support/records.js';
import { driver } from './drivers.js';
import { explained, explains } from './explain.js';
import { aDatabaseName, serverUri } from './mongo_server.js';
import { isSweep } from './shard_keys.js';

const ALL = audiencesOf(['cases', 'observability', 'securitySolution'], { tlp: 4, pap: 4 });
const USED = ['1/1/cases', '2/2/observability', '2/3/securitySolution'];
const RECORDS = 60;

describe('the commands of a list on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  const sent: Document[] = [];
  const stores: ActivityStore[] = [];
  let client: MongoClient;

  before(async () => {
    client = new driver.MongoClient(serverUri(), { monitorCommands: true });
    client.on('commandStarted', (event: CommandStartedEvent) => {
      if (event.databaseName === database && !isSweep(event)) sent.push(event.command);
    });
    const store = await open();
    await Promise.all(
      Array.from({ length: RECORDS }, (_, i) =>
        store.commit([{ ...aCreation(aSubject(), { number: i + 1 }), listing: aListing(i) }]),
      ),
    );
    await store.close();
  });
  after(async () => {
    await client.db(database).dropDatabase();
    await client.close();
  });
  afterEach(() => Promise.all(stores.splice(0).map((store) => store.close())));

  it('are one, and a count and a page for each audience that there is, and one for the heads', async () => {
    const store = await open();
    for (const time of ['first', 'second', 'third']) {
      expect(await commandsOf(store, {}), time).to.deep.equal(Array.from({ length: 8 }, () => 'records'));
      expect(asked()).to.deep.equal({ others: time === 'first' ? 75 : 72, alone: [...USED].sort() });
    }
  });

  it('are one where there is nothing at all', async () => {
    const store = await open();
    expect(await commandsOf(store, { space: 'empty' }, 0)).to.have.length(1);
    expect(await commandsOf(store, { terms: [['status:none']] }, 0)).to.have.length(1);
  });

  it('are a count for each audience where only the total is asked for, and a question for the others', async () => {
    const store = await open();
    expect((await page(store, { limit: 0, skip: 0 })).total).to.equal(RECORDS);
    sent.length = 0;
    expect(await page(store, { limit: 0, skip: 0 })).to.deep.equal({ heads: [], total: RECORDS });
    expect(sent).to.have.length(4);
  });

  it('leave out the audiences without the first of the terms, until they are known', async () => {
    const store = await open();
    const rare = { terms: [['tag:rare']] };
    expect(await commandsOf(store, rare, 1)).to.have.length(4);
    expect(asked()).to.deep.equal({ others: 75, alone: ['1/1/cases'] });
    expect(await commandsOf(store, { created: { from: 5, to: 6 } }, 1)).to.have.length(6);
    expect(asked()).to.deep.equal({ others: 74, alone: ['1/1/cases', '2/3/securitySolution'] });
    await commandsOf(store, { terms: [['status:open'], ['tag:rare']] }, 1);
    expect(asked()).to.deep.equal({ others: 73, alone: [...USED].sort() });
  });

  it('find what was put there by others than the store, before and after it was opened', async () => {
    const store = await open();
    const records = client.db(database).collection('records');
    const moved = { 'list.p': 'default/case/2/2/observability' };
    await commandsOf(store, {});
    for (const audience of ['4/4/cases', '0/0/observability', '2/2/observability']) {
      await records.updateMany(
        { 'list.p': moved['list.p'] },
        { $set: { 'list.p': `default/case/${audience}` } },
      );
      moved['list.p'] = `default/case/${audience}`;
      await commandsOf(store, {});
      await commandsOf(await open(), {});
    }
  });

  it('read nothing for audiences without records', async function () {
    if (!(await explains(client, database))) this.skip();
    const store = await open();
    for (const terms of [[], [['status:open']], [['status:open', 'tag:rare'], ['tag:none']]]) {
      for (const created of [undefined, { from: 5 }]) {
        await page(store, {});
        sent.length = 0;
        await page(store, { terms, created });
        const [filter] = sent.flatMap((command) => othersIn(command) ?? []);
        const find = { find: 'records', filter, projection: { _id: 0, 'list.p': 1 } };
        const { docs, keys } = await explained(client, database, find);
        expect(docs).to.equal(0);
        expect(keys).to.be.at.most(2 * ALL.length);
      }
    }
  });

  async function open(): Promise<ActivityStore> {
    const store = await openMongoStore({ client, database, log: false });
    stores.push(store);
    return store;
  }

  function page(store: ActivityStore, query: Partial<RecordQuery>): Promise<RecordPage> {
    const list = { space: 'default', kind: 'case', audiences: ALL, terms: [] } as const;
    return store.records({ ...list, rank: 'createdAt', order: 'asc', skip: 0, limit: 100, ...query });
  }

  /** The collections that the commands of a list went to. */
  async function commandsOf(
    store: ActivityStore,
    query: Partial<RecordQuery>,
    total = RECORDS,
  ): Promise<readonly string[]> {
    sent.length = 0;
    const found = await page(store, query);
    expect(found.total).to.equal(total);
    expect(found.heads).to.have.length(total);
    return sent.map((command) => String(command['find'] ?? command['aggregate'] ?? Object.keys(command)[0]));
  }

  /** Of how many audiences it was asked whether there are any, and which were asked for their part. */
  function asked(): { readonly others: number; readonly alone: readonly string[] } {
    const filters = sent.map(filterIn);
    const alone = filters
      .map((filter) => filter?.['list.p'] as unknown)
      .flatMap((p) => (typeof p === 'string' ? [p.replace('default/case/', '')] : []));
    const others = sent.flatMap((command) => othersIn(command)?.['list.p'].$in.length ?? []);
    expect(others).to.have.length(1);
    return { others: others[0] ?? 0, alone: [...new Set(alone)].sort() };
  }
});

function filterIn(command: Document): Document | undefined {
  const [first] = (command['pipeline'] ?? []) as readonly { readonly $match?: Document }[];
  return (command['filter'] as Document | undefined) ?? first?.$match;
}

/** What the command asks of many audiences at once, if it does. */
function othersIn(command: Document): (Document & { 'list.p': { $in: readonly string[] } }) | undefined {
  const filter = filterIn(command);
  const p = filter?.['list.p'] as unknown;
  return typeof p === 'object' && p !== null && '$in' in p
    ? { ...filter, 'list.p': { $in: p.$in as readonly string[] } }
    : undefined;
}

function aListing(i: number): Listing {
  return {
    audience: USED[i % 3] ?? '',
    terms: ['status:open', ...(i === 30 ? ['tag:rare'] : [])],
    ranks: { createdAt: i },
  };
}
