import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import type { CommandStartedEvent } from 'mongodb';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { aCreation, aSubject } from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri } from './mongo_server.js';

describe('the backlog of the store on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  after(() => dropDatabase(database));

  it('is what waits in the outboxes, is asked for in one bounded command, and empties', async () => {
    const client = new MongoClient(serverUri(), { monitorCommands: true });
    const finds: CommandStartedEvent[] = [];
    client.on('commandStarted', (event) => {
      if (event.databaseName === database && event.commandName === 'find') finds.push(event);
    });
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const faults = (step: string): Promise<void> | undefined => (step === 'drain:begin' ? opened : undefined);
    const store = await openMongoStore({ client, database, patienceMs: 60_000, faults });
    const start = Date.now();
    expect(await store.backlog()).to.deep.equal({ records: 0, oldest: undefined });
    for (let i = 0; i < 3; i += 1) await store.commit([aCreation(aSubject(), { number: i + 1 })]);
    finds.length = 0;
    const { records, oldest } = await store.backlog();
    expect(records).to.equal(3);
    expect(oldest?.getTime()).to.be.within(start, Date.now());
    expect(finds.map(({ command }) => command['limit'] as number)).to.deep.equal([1000]);
    open();
    for (let waits = 0; (await store.backlog()).records > 0 && waits < 200; waits += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await store.backlog()).to.deep.equal({ records: 0, oldest: undefined });
    await store.close();
    await client.close();
  });
});
