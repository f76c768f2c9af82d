import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { aNewCase, expectError, KibanaClient, NO_CONNECTOR } from '../support/kibana.js';

const NOBODY = { username: null, email: null, full_name: null };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

atMounts('cases of the Kibana dialect (K15.1, K15.2, K15.5)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  const now = new Date('2025-03-04T08:00:00.000Z');
  before(async () => {
    host = await startHost({ clock: () => now });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  it('are created with defaults and answered whole', async () => {
    const created = await kibana.create({
      title: ' T ',
      tags: [' a '],
      category: ' c ',
      assignees: [{ uid: '' }],
    });
    expect(created).to.deep.equal({
      id: created.id,
      version: 'WzEsMV0=',
      owner: 'cases',
      title: 'T',
      description: 'Alert fired twice',
      tags: ['a'],
      category: 'c',
      status: 'open',
      severity: 'low',
      assignees: [],
      settings: { syncAlerts: true },
      connector: NO_CONNECTOR,
      customFields: [],
      observables: [],
      external_service: null,
      duration: null,
      created_at: now.toISOString(),
      created_by: NOBODY,
      updated_at: null,
      updated_by: null,
      closed_at: null,
      closed_by: null,
      comments: [],
      totalComment: 0,
      totalAlerts: 0,
    });
    expect(created.id).to.match(UUID);
    expect(await kibana.get(created.id)).to.deep.equal(created);
  });

  it('tell their creation as it was sent, completed with defaults', async () => {
    const created = await kibana.create({ title: ' T ', tags: [' a '], category: ' c ' });
    const actions = await kibana.actions(created.id);
    expect(actions).to.deep.equal([
      {
        created_at: now.toISOString(),
        created_by: NOBODY,
        owner: 'cases',
        action: 'create',
        payload: {
          title: ' T ',
          description: 'Alert fired twice',
          tags: [' a '],
          category: ' c ',
          owner: 'cases',
          status: 'open',
          severity: 'low',
          assignees: [],
          customFields: [],
          settings: { syncAlerts: true },
          connector: NO_CONNECTOR,
        },
        type: 'create_case',
        action_id: actions[0]?.action_id,
        case_id: created.id,
        comment_id: null,
      },
    ]);
    expect(actions[0]?.action_id).to.match(UUID);
  });

  it('cannot have custom fields: nobody has configured any', async () => {
    const field = { key: 'k', type: 'text', value: 'v' };
    const post = (customFields: object[]) => kibana.send('post', '/api/cases', aNewCase({ customFields }));
    expectError(await post([field]), 400, 'No custom fields configured.');
    expectError(await post([field, field]), 400, 'Invalid duplicated customFields keys in request: k');
    expect((await post([])).status).to.equal(200);
  });

  it('are answered without comments on demand, with a word of deprecation', async () => {
    const { id } = await kibana.create();
    await kibana.comment(id);
    const without = await kibana.send('get', `/api/cases/${id}?includeComments=false`);
    expect(without.body).to.deep.include({ comments: [], totalComment: 1 });
    const warning = '299 Kibana-8.19.0 "Deprecated query parameter includeComments"';
    expect(without.headers['warning']).to.equal(warning);
    const whole = await kibana.send('get', `/api/cases/${id}?includeComments=true`);
    expect((whole.body as { comments: unknown[] }).comments).to.have.length(1);
    expect(whole.headers['warning']).to.equal(warning);
    expect((await kibana.send('get', `/api/cases/${id}`)).headers).to.not.have.property('warning');
    expectError(
      await kibana.send('get', `/api/cases/${id}?includeComments=maybe`),
      400,
      '[request query.includeComments]: expected value of type [boolean] but got [string]',
    );
    expectError(
      await kibana.send('get', '/api/cases/none?__proto__=1'),
      400,
      '[request query.__proto__]: definition for this key is missing',
    );
  });

  it('that do not exist are not found, whatever their id', async () => {
    for (const id of ['none', '__proto__', '..', 'ü'.repeat(300), 'a\0b', 'a b/c?', '💥']) {
      const response = await kibana.send(
        'get',
        `/api/cases/${encodeURIComponent(id).replaceAll('.', '%2E')}`,
      );
      expectError(response, 404, `Saved object [cases/${id}] not found`);
    }
  });

  it('never have the name of a route as id', async () => {
    for (const id of ['_find', 'tags', 'reporters', 'status', 'alerts', 'configure']) {
      // Whether there is such a route or not.
      const { text } = await kibana.send('get', `/api/cases/${id}`);
      expect(text).to.not.contain(`cases/${id}`);
      expectError(await kibana.send('get', `/api/cases/${id}/user_actions`), 404, 'Not Found');
    }
  });

  it('recorded by the host are cases like any other', async () => {
    const subject = { space: 'default', kind: 'case', id: 'by-host' };
    const actor = { kind: 'system' } as const;
    await host.activity.record({ subject, owner: 'cases', actor, after: { title: 'T', severity: 'High' } });
    const found = await kibana.get('by-host');
    expect(found).to.include({ title: 'T', severity: 'high', description: '', status: 'open' });
    const [created] = await kibana.actions('by-host');
    expect(created?.created_by.username).to.equal('elastic/kibana');
    await host.activity.record({ subject, owner: 'cases', actor, before: { title: 'T', severity: 'High' } });
    expectError(
      await kibana.send('get', '/api/cases/by-host'),
      404,
      'Saved object [cases/by-host] not found',
    );
    expect(await kibana.actions('by-host')).to.deep.equal([]);
  });

  it('recorded by the host without a time of creation are closed without a duration', async () => {
    const actor = { kind: 'system' } as const;
    for (const [id, after] of [
      ['no-creation', {}],
      ['odd-creation', { created_at: 5 }],
    ] as const) {
      const subject = { space: 'default', kind: 'case', id };
      await host.activity.record({ subject, owner: 'cases', actor, after: { title: 'T', ...after } });
      const closed = await kibana.patch(await kibana.get(id), { status: 'closed' });
      expect(closed.status).to.equal(200);
      expect(await kibana.get(id)).to.include({ closed_at: now.toISOString(), duration: null });
    }
  });
});
