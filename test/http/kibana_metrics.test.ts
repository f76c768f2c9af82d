import { expect } from 'chai';
import type { KibanaCaseMetrics } from '../../common/kibana_overview.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { atMounts } from '../support/mounts.js';

const JIRA = { id: 'c-jira-1', name: 'Team Jira', type: '.jira', fields: null };
const MISSING = '[request query.features]: expected at least one defined value but got [undefined]';
const NOT_THERE = 'Saved object [cases/none] not found';

atMounts('GET /internal/cases/metrics/{case_id} (K12)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  let now = '09:00';
  before(async () => {
    host = await startHost({
      clock: () => new Date(`2025-03-04T${now}:00.000Z`),
      config: { security: { enabled: false } },
    });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const send = (id: string, query: string) => kibana.send('get', `/internal/cases/metrics/${id}${query}`);
  const metrics = async (id: string, ...features: readonly string[]): Promise<KibanaCaseMetrics> => {
    const { status, body } = await send(id, `?${features.map((name) => `features=${name}`).join('&')}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as KibanaCaseMetrics;
  };
  const change = async (id: string, at: string, attributes: object): Promise<void> => {
    now = at;
    const { version } = await kibana.get(id);
    expect((await kibana.patch({ id, version }, attributes)).status).to.equal(200);
  };

  it('tells the times of the worked example', async () => {
    now = '09:00';
    const { id } = await kibana.create();
    for (const [at, status] of [
      ['09:05', 'in-progress'],
      ['09:20', 'closed'],
      ['09:30', 'open'],
      ['09:40', 'closed'],
      ['10:00', 'in-progress'],
      ['10:10', 'closed'],
    ] as const) {
      await change(id, at, { status });
    }
    now = '11:00';
    expect(await metrics(id, 'lifespan')).to.deep.equal({
      lifespan: {
        creationDate: '2025-03-04T09:00:00.000Z',
        closeDate: '2025-03-04T10:10:00.000Z',
        statusInfo: {
          openDuration: 900_000,
          inProgressDuration: 1_500_000,
          reopenDates: ['2025-03-04T09:30:00.000Z', '2025-03-04T10:00:00.000Z'],
        },
      },
    });
    expect((await kibana.get(id)).closed_at).to.equal('2025-03-04T10:10:00.000Z');
  });

  it('counts up to now while a case is not closed', async () => {
    now = '09:00';
    const { id } = await kibana.create();
    now = '09:10';
    const { lifespan } = await metrics(id, 'lifespan');
    expect(lifespan?.closeDate).to.equal(null);
    expect(lifespan?.statusInfo).to.deep.equal({
      openDuration: 600_000,
      inProgressDuration: 0,
      reopenDates: [],
    });
  });

  it('counts each connector that was ever chosen once, and none of none', async () => {
    const { id } = await kibana.create({ connector: JIRA });
    expect(await metrics(id, 'connectors')).to.deep.equal({ connectors: { total: 1 } });
    const none = { id: 'none', name: 'none', type: '.none', fields: null };
    await change(id, '09:20', { connector: none });
    await change(id, '09:30', { connector: { ...JIRA, id: 'c-jira-2' } });
    await change(id, '09:40', { connector: JIRA });
    expect(await metrics(id, 'connectors')).to.deep.equal({ connectors: { total: 2 } });
    expect(await metrics((await kibana.create()).id, 'connectors')).to.deep.equal({
      connectors: { total: 0 },
    });
  });

  it('answers the parts that are asked for, merged', async () => {
    const { id } = await kibana.create();
    expect(
      await metrics(id, 'alerts.count', 'alerts.users', 'alerts.hosts', 'actions.isolateHost'),
    ).to.deep.equal({
      alerts: { count: 0, users: { total: 0, values: [] }, hosts: { total: 0, values: [] } },
      actions: { isolateHost: { isolate: { total: 0 }, unisolate: { total: 0 } } },
    });
    expect(Object.keys(await metrics(id, 'alerts.hosts', 'connectors', 'alerts.hosts'))).to.deep.equal([
      'connectors',
      'alerts',
    ]);
  });

  for (const [query, message] of [
    ['', MISSING],
    ['?features=lifespan&x=1', '[request query.x]: definition for this key is missing'],
    ['?features=banana', 'Invalid value "banana" supplied to "features"'],
    ['?features=lifespan&features=banana', 'Invalid value "banana" supplied to "features"'],
    ['?features=', 'Invalid value "" supplied to "features"'],
  ] as const) {
    it(`refuses "${query}", also of a case that is not there`, async () => {
      expectError(await send('none', query), 400, message);
    });
  }

  it('is asked for, and no list of users, of a case whose id is that of one', async () => {
    expectError(await send('_users', '?features=lifespan'), 404, 'Saved object [cases/_users] not found');
    expectError(await send('_users', ''), 400, MISSING);
  });

  it('knows no case that is not there', async () => {
    expectError(await send('none', '?features=lifespan'), 404, NOT_THERE);
  });
});
