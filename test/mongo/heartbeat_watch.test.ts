import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { watchHeartbeats } from '../../server/stores/mongo/connection/heartbeat_watch.js';
import { aDatabaseName, serverUri } from './mongo_server.js';

describe('a client that has stopped to look for its servers', function () {
  const closing = new AbortController();
  const client = new MongoClient(serverUri(), { heartbeatFrequencyMS: 500, serverMonitoringMode: 'poll' });
  const warnings: string[] = [];
  const logger = {
    info: () => undefined,
    warn: (_: object, message: string) => void warnings.push(message),
    error: () => undefined,
  };
  before(async () => {
    watchHeartbeats(client, { limitMs: 300, signal: closing.signal, logger });
    await client.connect();
  });
  after(async () => {
    closing.abort();
    await client.close();
  });
  const ping = () => client.db(aDatabaseName()).command({ ping: 1 });

  it('is left alone while it looks', async () => {
    await sleep(1_500);
    await ping();
    expect(warnings).to.deep.equal([]);
  });

  it('is connected again', async () => {
    const closed = new Promise((resolve) => client.once('topologyClosed', resolve));
    // What the driver tells when it begins to ask, and then it tells nothing more.
    const [address = ''] = new URL(serverUri()).host.split(',');
    client.emit('serverHeartbeatStarted', { connectionId: `${address}/lost`, awaited: false });
    await closed;
    for (let again = true; again;)
      again = await ping().then(
        () => false,
        () => true,
      );
    expect(warnings).to.deep.equal(['the client has stopped to look for the database; it connects again']);
  });

  it('is not looked at any more when it is closed', async () => {
    closing.abort();
    client.emit('serverHeartbeatStarted', { connectionId: 'lost', awaited: false });
    await sleep(500);
    await ping();
    expect(client.listenerCount('serverHeartbeatStarted')).to.equal(0);
  });
});
