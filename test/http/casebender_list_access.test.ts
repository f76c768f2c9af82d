import { expect } from 'chai';
import type { Alert } from '../../common/casebender.js';
import type { Principal } from '../../server/access/principal.js';
import { AlertClient, BOSS, failureOf, ROLES, startAlertHost } from '../support/casebender.js';
import { auditedHost, basic } from '../support/audited_host.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const NO_ACCESS = 'No tiene permiso para acceder a esta información';

atMounts('what a list of alerts shows (C9.4, C11.4)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost({
      config: {
        security: { roles: ROLES },
        spaces: [
          { id: 'default', name: 'Default' },
          { id: 'team', name: 'Team' },
        ],
      },
    });
    boss = new AlertClient(host, BOSS);
    await boss.create({ id: 'plain', tags: ['t'] });
    await boss.create({ id: 'red', tlp: 3, pap: 0, tags: ['t'] });
    await boss.create({ id: 'pap', tlp: 0, pap: 3, tags: ['t'] });
    await boss.create({ id: 'other', owner: 'observability', tags: ['t'] });
    await new AlertClient(host, BOSS, 'team').create({ id: 'team', tags: ['t'] });
  });
  after(() => host.stop());

  async function shown(client: AlertClient, query = '?limit=100'): Promise<string[]> {
    const answer = await client.get(`/alerts${query}`);
    expect(answer.status, answer.text).to.equal(200);
    const ids = (answer.body.data as Alert[]).map(({ id }) => id);
    expect(answer.headers['x-total-count']).to.equal(String(ids.length));
    return ids;
  }

  const table: [string, Principal, string[]][] = [
    ['a superuser', BOSS, ['other', 'pap', 'red', 'plain']],
    [
      'a superuser who may read alerts',
      { ...BOSS, scopes: ['alerts:read'] },
      ['other', 'pap', 'red', 'plain'],
    ],
    ['a superuser with admin', { ...BOSS, scopes: ['admin:*'] }, ['other', 'pap', 'red', 'plain']],
    ['a reader', { roles: ['reader'] }, ['plain']],
    ['somebody of another owner', { roles: ['stranger'] }, ['other']],
    ['somebody of both', { roles: ['reader', 'stranger'] }, ['other', 'plain']],
    ['somebody with TLP 3', { roles: ['reader'], tlpClearance: 3 }, ['red', 'plain']],
    ['somebody with PAP 3', { roles: ['reader'], papClearance: 3 }, ['pap', 'plain']],
    ['somebody with neither', { roles: ['reader'], tlpClearance: 0, papClearance: 0 }, []],
  ];
  for (const [name, principal, ids] of table) {
    it(`to ${name}: ${ids.join(', ') || 'none'}`, async () => {
      const client = new AlertClient(host, principal);
      expect(await shown(client)).to.deep.equal(ids);
      expect(await shown(client, '?tag=t&status=open')).to.deep.equal(ids);
      for (const id of ids) expect((await client.get(`/alerts/${id}`)).status).to.equal(200);
    });
  }

  const refused: [string, Principal][] = [
    ['somebody with a right that is not read', { roles: ['eraser'] }],
    ['somebody with a grant on something else', { roles: ['visitor'] }],
    ['nobody', { roles: [] }],
    ['a superuser without the scope', { ...BOSS, scopes: ['alerts:write', 'cases:read'] }],
  ];
  for (const [name, principal] of refused) {
    it(`is nothing to ${name}`, async () => {
      const answer = failureOf(await new AlertClient(host, principal).get('/alerts'));
      expect(answer).to.deep.equal({ status: 403, code: 'FORBIDDEN', message: NO_ACCESS });
    });
  }

  it('is nothing without credentials', async () => {
    expect(failureOf(await new AlertClient(host).get('/alerts?nope=1'))).to.include({ status: 401 });
  });

  it('is of one space', async () => {
    expect(await shown(new AlertClient(host, BOSS, 'team'))).to.deep.equal(['team']);
    const nowhere = await new AlertClient(host, { roles: ['reader'] }, 'team').get('/alerts');
    expect(failureOf(nowhere).code).to.equal('FORBIDDEN');
  });

  it('changes with the alert in the same moment', async () => {
    const client = new AlertClient(host, { roles: ['reader'] });
    await boss.create({ id: 'moving', tags: ['moving'] });
    expect(await shown(client, '?tag=moving')).to.deep.equal(['moving']);
    await boss.patch('moving', { tlp: 4 });
    expect(await shown(client, '?tag=moving')).to.deep.equal([]);
    await boss.patch('moving', { tlp: 1, status: 'closed', tags: [], assigned_to: 'eva' });
    expect(await shown(client, '?tag=moving')).to.deep.equal([]);
    expect(await shown(client, '?status=closed&assigned_to=eva')).to.deep.equal(['moving']);
    expect((await boss.send('delete', '/alerts/moving')).status).to.equal(200);
    expect(await shown(client, '?status=closed')).to.deep.equal([]);
    expect(await shown(boss, '?assigned_to=eva')).to.deep.equal([]);
  });

  it('is an alert of the host, found by what is shown of it, and no record of another kind', async () => {
    const assignee = '😀'.repeat(256);
    const state = { title: 'T', severity: 4, status: 'triage', tags: [' odd '], assigned_to: assignee };
    for (const kind of ['alert', 'incident']) {
      const subject = { space: 'default', kind, id: `host-${kind}` };
      const actor = { kind: 'system' } as const;
      await host.activity.record({ subject, owner: 'securitySolution', actor, after: { ...state, tlp: 1 } });
    }
    const client = new AlertClient(host, { roles: ['reader'] });
    expect(await shown(client))
      .to.include('host-alert')
      .and.not.include('host-incident');
    for (const query of ['severity=critical&severity=4', 'status=triage', 'tag=odd', 'tag=%20odd']) {
      expect(await shown(client, `?${query}`), query).to.deep.equal(['host-alert']);
    }
    const { assigned_to: shownAs } = await boss.create({ id: 'long', assigned_to: 'ж'.repeat(256) });
    expect(await shown(client, `?assigned_to=${encodeURIComponent(shownAs ?? '')}`)).to.deep.equal(['long']);
  });
});

describe('the audit log of a list of alerts', () => {
  const audited = auditedHost();

  it('has a line for each alert that was listed, and one for a refusal', async () => {
    await audited.start();
    for (const id of ['a-1', 'a-2', 'a-3']) {
      const body = { id, title: 'T', severity: 'low', tlp: id === 'a-2' ? 4 : 2 };
      const { status } = await audited.send(basic('mira'), 'post', '/v1/alerts', body);
      expect(status).to.equal(id === 'a-2' ? 403 : 201);
    }
    expect((await audited.send(basic('mira'), 'get', '/v1/alerts')).body.data).to.have.length(2);
    expect((await audited.send(basic('mira'), 'get', '/v1/alerts?tag=none')).body.data).to.have.length(0);
    expect((await audited.send(basic('eve'), 'get', '/v1/alerts')).status).to.equal(403);
    const found = (await audited.lines()).filter(({ event }) => event.action === 'alert_find');
    expect(found.map(({ message, event }) => [message, event.type, event.outcome])).to.deep.equal([
      ['User has accessed alerts [id=a-3] as owner "securitySolution"', ['access'], 'success'],
      ['User has accessed alerts [id=a-1] as owner "securitySolution"', ['access'], 'success'],
    ]);
    expect(found[0]?.case_activity.record).to.deep.equal({ kind: 'alert', id: 'a-3' });
  });
});
