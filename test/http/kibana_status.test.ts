import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import request from 'supertest';
import type {
  KibanaLegacyStatusReport,
  KibanaServerStatus,
  KibanaStats,
} from '../../common/kibana_platform.js';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import { figuresOf, OWN, valueOf } from '../support/figures.js';
import type { TestHost } from '../support/host.js';
import { SILENT, startHost } from '../support/host.js';
import { accepted, aUser, expectError, KibanaClient } from '../support/kibana.js';
import { startSecondPlugin } from '../support/second_plugin.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const AVAILABLE = { level: 'available', summary: 'All services are available' };
const STORE = { level: 'available', summary: 'Store is available' };

/** Nothing that anybody may do anywhere. */
const SECURITY = { users: [aUser('ana', 'none')] };

describe('the status of the server (P3)', () => {
  let host: TestHost;
  let ana: KibanaClient;
  const audited: AuditEvent[] = [];
  before(async () => {
    const info = (details: object): void => {
      if ('event' in details) audited.push(details as AuditEvent);
    };
    const config = { security: SECURITY, audit: { enabled: true } };
    host = await startHost({ logger: { ...SILENT, info }, config });
    ana = new KibanaClient(host, { username: 'ana' });
  });
  beforeEach(() => void (audited.length = 0));
  after(() => host.stop());

  const status = async (query = ''): Promise<KibanaServerStatus> =>
    accepted(await ana.send('get', `/api/status${query}`)) as KibanaServerStatus;

  it('tells whoever has credentials everything, whether or not they may do anything', async () => {
    const { metrics, uuid, ...rest } = await status();
    expect(uuid).to.match(UUID);
    const { build_hash: build, ...version } = rest.version;
    expect(build).to.match(/^\d+\.\d+\.\d+/);
    expect({ ...rest, version }).to.deep.equal({
      name: 'case-activity',
      version: { number: '8.19.0', build_number: 1, build_snapshot: false },
      status: {
        overall: AVAILABLE,
        core: { elasticsearch: STORE, savedObjects: STORE },
        plugins: { caseActivity: AVAILABLE },
      },
    });
    const { heap, resident_set_size_in_bytes: resident } = metrics.process.memory;
    expect(metrics.collection_interval_in_millis).to.equal(5000);
    expect(heap.used_in_bytes).to.be.within(1, heap.total_in_bytes);
    expect(heap.size_limit).to.be.greaterThan(heap.used_in_bytes);
    expect(resident).to.be.greaterThan(0);
    expect(metrics.process.uptime_in_millis).to.be.greaterThan(0);
  });

  it('is the same below any space, whether or not there is one', async () => {
    const { uuid } = await status();
    for (const space of ['default', 'nowhere']) {
      const answer = await new KibanaClient(host, { username: 'ana', space }).send('get', '/api/status');
      expect(accepted(answer)).to.have.property('uuid', uuid);
    }
  });

  it('counts requests, and those whose client did not wait for the answer', async () => {
    const before = (await status()).metrics.requests;
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    const prefix = new URL(host.url).pathname.replace(/\/$/, '');
    // A body that never comes to its end: the request is under way when its client leaves.
    socket.write(
      `POST ${prefix}/api/cases HTTP/1.1\r\nhost: a\r\nkbn-xsrf: 1\r\ncontent-length: 10\r\nauthorization: Basic ${btoa('ana:ana')}\r\n\r\n{`,
    );
    await once(socket, 'connect');
    for (;;) {
      const { concurrent_connections: running } = accepted(
        await ana.send('get', '/api/stats'),
      ) as KibanaStats;
      if (running === 2) break;
    }
    socket.destroy();
    const name = `${OWN}http_disconnects_total`;
    for (;;) if (valueOf(await figuresOf(host), name) === before.disconnects + 1) break;
    const { total, disconnects } = (await status()).metrics.requests;
    expect(disconnects).to.equal(before.disconnects + 1);
    expect(total).to.be.greaterThan(before.total + 2);
  });

  it('tells nobody else more than the level, in either format, and refuses nobody for sending nothing', async () => {
    for (const query of ['', '?v7format=true', '?v8format=true']) {
      const answer = await new KibanaClient(host).send('get', `/api/status${query}`);
      expect(accepted(answer)).to.deep.equal({ status: { overall: { level: 'available' } } });
    }
    expect(audited).to.deep.equal([]);
    const wrong = await request(host.url).get('/api/status').auth('ana', 'wrong');
    expectError(wrong, 401, 'Unauthorized');
    expect(audited.map(({ event }) => event.action)).to.deep.equal(['user_login']);
  });

  it('is told in the format of Kibana 7 to whoever asks for it', async () => {
    for (const query of ['?v7format=true', '?v8format=false']) {
      const { status: told, uuid } = accepted(
        await ana.send('get', `/api/status${query}`),
      ) as KibanaServerStatus<KibanaLegacyStatusReport>;
      const { since, ...overall } = told.overall;
      const green = { state: 'green', icon: 'success', uiColor: 'secondary' };
      expect(uuid).to.match(UUID);
      expect(overall).to.deep.equal({ ...green, title: 'Green', nickname: 'Looking good' });
      expect(told.statuses).to.deep.equal([
        { id: 'core:elasticsearch@8.19.0', message: STORE.summary, since, ...green },
        { id: 'core:savedObjects@8.19.0', message: STORE.summary, since, ...green },
        { id: 'plugin:caseActivity@8.19.0', message: AVAILABLE.summary, since, ...green },
      ]);
    }
    for (const query of ['?v8format=true', '?v7format=false']) {
      expect((await status(query)).status.overall).to.deep.equal(AVAILABLE);
    }
  });

  it('is refused with both formats, another value and an unknown key', async () => {
    const refused: readonly (readonly [string, string])[] = [
      ['v7format=true&v8format=true', 'provide only one format option: v7format or v8format'],
      ['v7format=yes', 'Invalid value "yes" supplied to "v7format"'],
      ['v7format=true&v7format=true', 'Invalid value "["true","true"]" supplied to "v7format"'],
      ['format=8', 'invalid keys "format"'],
    ];
    for (const [query, message] of refused) {
      expectError(await ana.send('get', `/api/status?${query}`), 400, message);
      expectError(await new KibanaClient(host).send('get', `/api/status?${query}`), 400, message);
    }
  });

  it('has figures of the process and of the machine for whoever has credentials', async () => {
    expectError(await new KibanaClient(host).send('get', '/api/stats'), 401, 'Unauthorized');
    const stats = accepted(await ana.send('get', '/api/stats')) as KibanaStats;
    const { host: machine, transport_address: address, ...kibana } = stats.kibana;
    expect(kibana).to.deep.equal({
      uuid: (await status()).uuid,
      ...{ name: 'case-activity', index: '.kibana', locale: 'en' },
      ...{ version: '8.19.0', snapshot: false, status: 'green' },
    });
    expect(machine).to.not.equal('');
    expect(address).to.equal(new URL(host.url).host);
    expect(stats.os.platform).to.equal(process.platform);
    expect(stats.os.memory.used_bytes + stats.os.memory.free_bytes).to.equal(stats.os.memory.total_bytes);
    expect(stats.process.pid).to.equal(process.pid);
    expect(stats.requests.total).to.be.greaterThan(0);
    expect(stats.response_times.avg_ms).to.be.greaterThan(0);
    expect(stats.concurrent_connections).to.equal(1);
  });

  it('has the UUID of the store, whichever process is asked, and another one for another store', async () => {
    const { uuid } = await status();
    const second = await startSecondPlugin(host, { security: { enabled: false } });
    const asked = await request(second.url).get('/api/status').set({ 'x-test-principal': '{"roles":[]}' });
    expect(asked.body).to.have.property('uuid', uuid);
    await second.stop();
    const other = await startHost({ config: { security: SECURITY } });
    const { body } = await new KibanaClient(other, { username: 'ana' }).send('get', '/api/status');
    await other.stop();
    expect((body as KibanaServerStatus).uuid)
      .to.match(UUID)
      .and.not.to.equal(uuid);
  });

  it('says which version of Kibana it is of, and whether that is a snapshot', async () => {
    const config = { security: SECURITY, kibana: { version: '8.20.1-SNAPSHOT' } };
    const other = await startHost({ config });
    const { body } = await new KibanaClient(other, { username: 'ana' }).send('get', '/api/status');
    const version = (body as KibanaServerStatus).version;
    await other.stop();
    expect(version).to.deep.include({ number: '8.20.1', build_snapshot: true });
  });
});
