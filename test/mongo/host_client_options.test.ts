import { expect } from 'chai';
import type { CommandStartedEvent, MongoClientOptions } from 'mongodb';
import { soundHead } from '../contract/store_fixture.js';
import { expectSameRecords, fillStore } from '../support/copies.js';
import { aContinuation } from '../support/records.js';
import { describeHostClients, openOn } from './host_clients.js';
import { serverUri } from './mongo_server.js';

/** What a host may prefer for itself and what would be wrong for the store. */
const ODD_OPTIONS: readonly MongoClientOptions[] = [
  {
    promoteValues: false,
    promoteLongs: false,
    promoteBuffers: true,
    bsonRegExp: true,
    raw: true,
    fieldsAsRaw: { firstBatch: true },
    serializeFunctions: true,
    enableUtf8Validation: false,
    forceServerObjectId: true,
    retryReads: false,
    retryWrites: false,
    readPreference: 'secondaryPreferred',
    readConcern: { level: 'available' },
    writeConcern: { w: 0 },
  },
  {
    useBigInt64: true,
    ignoreUndefined: false,
    maxPoolSize: 1,
    readPreference: 'nearest',
    readConcern: { level: 'linearizable' },
    writeConcern: { w: 1, journal: false },
    // Its ids are no ObjectIds, and never differ.
    pkFactory: { createPk: () => 'the same' as never },
  },
];

describeHostClients((mongo, name) => {
  for (const [i, options] of ODD_OPTIONS.entries()) {
    it(`reads and writes as ever when the client has other defaults (${String(i + 1)})`, async () => {
      const bench = mongo();
      const { database } = bench;
      const commands: CommandStartedEvent[] = [];
      // Driver 6.0.0 reads the server's greeting by the client's own options: with `raw` it cannot connect at all.
      const raw = name !== 'v6_0' && options.raw === true;
      const client = bench.aClient(serverUri(), { ...options, raw, monitorCommands: true });
      client.on('commandStarted', (event) => {
        if (event.databaseName === database) commands.push(event);
      });
      const store = await openOn(bench, client);
      const subjects = await fillStore(store, 20);
      const plainClient = bench.aClient(serverUri());
      const plain = await openOn(bench, plainClient);
      expect(await expectSameRecords(store, plain, subjects)).to.equal(subjects.length);
      const [first, second] = subjects;
      if (first === undefined || second === undefined) throw new Error('There are no records.');
      const heads = [await soundHead(store, first), await soundHead(store, second)] as const;
      await store.commit(heads.map((head) => aContinuation(head)));
      const { revision } = await soundHead(plain, second);
      await store.commit([{ type: 'erase', expected: revision, subject: second }]);
      expect(await plain.head(second)).to.equal(undefined);
      await store.close();
      const entry = await plainClient.db(database).collection('activities').findOne({});
      expect(entry?._id.constructor.name).to.equal('ObjectId');
      expect(commands.filter((event) => !saysAll(event)).map(({ command }) => command)).to.deep.equal([]);
    });
  }
});

/** Whether the command itself says what the store relies on. */
function saysAll({ commandName, command }: CommandStartedEvent): boolean {
  const { readConcern, writeConcern, $readPreference } = command as Record<
    string,
    { level?: unknown } | undefined
  >;
  const primary = $readPreference === undefined || JSON.stringify($readPreference) === '{"mode":"primary"}';
  switch (commandName) {
    case 'find':
      // Neither is what a host here prefers: the log is only told what no failover takes back.
      return primary && (readConcern?.level === 'local' || readConcern?.level === 'majority');
    case 'insert':
    case 'update':
    case 'delete':
      return primary && JSON.stringify(writeConcern) === '{"w":"majority","wtimeout":5000,"j":true}';
    default:
      return primary;
  }
}
