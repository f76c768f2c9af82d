import { expect } from 'chai';
import type { KibanaAlertCase, KibanaCaseAlert } from '../../common/kibana_attachments.js';
import type { TestHost } from '../support/host.js';
import { accepted, aComment, expectError, KibanaClient } from '../support/kibana.js';
import { anAlertComment, attach } from '../support/kibana_attachments.js';
import { startGranted } from '../support/kibana_grants.js';

const owner = 'observability';

describe('alerts of cases, and cases of alerts (K19)', () => {
  let host: TestHost;
  let root: KibanaClient;
  before(async () => {
    host = await startGranted();
    root = as('root');
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  async function alertsOf(kibana: KibanaClient, id: string): Promise<readonly KibanaCaseAlert[]> {
    return accepted(await kibana.send('get', `/api/cases/${id}/alerts`)) as KibanaCaseAlert[];
  }

  async function casesOf(kibana: KibanaClient, id: string, query = ''): Promise<readonly KibanaAlertCase[]> {
    return accepted(await kibana.send('get', `/api/cases/alerts/${id}${query}`)) as KibanaAlertCase[];
  }

  it('are told one by one, oldest attachment first (G7)', async () => {
    const { id } = await root.create({ owner });
    expect(await alertsOf(root, id)).to.deep.equal([]);
    const bodies = [
      anAlertComment(['s-1', 's-2'], { owner, index: ['i-1', 'i-2'] }),
      aComment({ owner }),
      anAlertComment('s-3', { owner }),
    ];
    const [first, , third] = await attach(root, id, bodies);
    expect(await alertsOf(root, id)).to.deep.equal([
      { id: 's-1', index: 'i-1', attached_at: first?.created_at },
      { id: 's-2', index: 'i-2', attached_at: first?.created_at },
      { id: 's-3', index: 'alerts-1', attached_at: third?.created_at },
    ]);
    await root.send('delete', `/api/cases/${id}/comments/${first?.id ?? ''}`);
    expect((await alertsOf(root, id)).map((one) => one.id)).to.deep.equal(['s-3']);
  });

  it('have their cases, newest first, until the alert is taken away or the case is gone (G6)', async () => {
    const [one, two] = [await root.create({ owner, title: 'One' }), await root.create({ owner })];
    const there = await as('root', 'team-b').create({ owner });
    await attach(root, one.id, [anAlertComment(['t-1', 't-2'], { owner }), aComment({ owner })]);
    const [attached] = await attach(root, two.id, [anAlertComment('t-1', { owner })]);
    await attach(as('root', 'team-b'), there.id, [anAlertComment('t-1', { owner })]);
    const [second, first] = await casesOf(root, 't-1');
    expect(first).to.deep.equal({
      id: one.id,
      title: 'One',
      description: one.description,
      status: 'open',
      createdAt: one.created_at,
      totals: { alerts: 2, userComments: 1 },
    });
    expect(second?.id).to.equal(two.id);
    const ids = async (alert: string) => (await casesOf(root, alert)).map(({ id }) => id);
    expect(await ids('t-2')).to.deep.equal([one.id]);
    expect(await ids('t')).to.deep.equal([]);
    await root.send('delete', `/api/cases/${two.id}/comments/${attached?.id ?? ''}`);
    expect(await ids('t-1')).to.deep.equal([one.id]);
    await root.send('delete', `/api/cases?ids=${encodeURIComponent(JSON.stringify([one.id]))}`);
    expect(await ids('t-1')).to.deep.equal([]);
    const elsewhere = (await casesOf(as('root', 'team-b'), 't-1')).map(({ id }) => id);
    expect(elsewhere).to.deep.equal([there.id]);
  });

  it('are found also after the alerts of an attachment have been changed', async () => {
    const { id } = await root.create({ owner });
    const [one] = await attach(root, id, [anAlertComment(['u-1', 'u-2'], { owner })]);
    const edit = { ...anAlertComment(['u-2', 'u-3'], { owner }), id: one?.id, version: one?.version };
    accepted(await root.send('patch', `/api/cases/${id}/comments`, edit));
    const found = await Promise.all(['u-1', 'u-2', 'u-3'].map((alert) => casesOf(root, alert)));
    expect(found.map((cases) => cases.length)).to.deep.equal([0, 1, 1]);
  });

  it('are told to those who may read the owner', async () => {
    const { id } = await root.create({ owner });
    await attach(root, id, [anAlertComment('v-1', { owner })]);
    const mine = await root.create({ owner: 'securitySolution' });
    await attach(root, mine.id, [anAlertComment('v-1', { owner: 'securitySolution' })]);
    const ids = async (user: string, query = '') => {
      return (await casesOf(as(user), 'v-1', query)).map((found) => found.id);
    };
    expect(await ids('root')).to.deep.equal([mine.id, id]);
    expect(await ids('root', '?owner=observability')).to.deep.equal([id]);
    expect(await ids('root', '?owner=observability&owner=securitySolution')).to.deep.equal([mine.id, id]);
    expect(await ids('root', '?owner=cases')).to.deep.equal([]);
    expect(await ids('read_a')).to.deep.equal([id]);
    expect(await ids('read_a', '?owner=securitySolution')).to.deep.equal([]);
    expect(await ids('other_owner')).to.deep.equal([mine.id]);
    const none = 'Unauthorized to access cases of any owner';
    expectError(await as('delete_only').send('get', '/api/cases/alerts/v-1'), 403, none);
    const keys = await root.send('get', '/api/cases/alerts/v-1?page=1');
    expectError(keys, 400, 'invalid keys "page"');
    expectError(
      await as('other_owner').send('get', `/api/cases/${id}/alerts`),
      403,
      'Unauthorized to access case with owners: "observability"',
    );
    const missing = 'Saved object [cases/none] not found';
    expectError(await root.send('get', '/api/cases/none/alerts'), 404, missing);
  });
});
