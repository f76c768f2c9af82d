import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { auditedHost, basic } from '../support/audited_host.js';
import { AlertClient, BOSS, failureOf, headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import { alertOf, createCase, sendCase, someAlerts } from '../support/linked_cases.js';
import { atMounts } from '../support/mounts.js';

const FORBIDDEN = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'No tiene permiso para acceder a esta información',
};

atMounts('access to the creation of a case from alerts (C9.6, C11)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  const as = (principal: Principal): AlertClient => new AlertClient(host, { username: 'ana', ...principal });
  const kibana = (principal: Principal): KibanaClient =>
    new KibanaClient(host, { headers: headersOf({ username: 'ana', ...principal }) });
  const SCOPES = ['alerts:write', 'cases:write'] as const;

  const table: readonly (readonly [string, Principal, boolean])[] = [
    ['an analyst', { roles: ['analyst'] }, true],
    ['a writer under both scopes', { roles: ['writer'], scopes: SCOPES }, true],
    ['a writer with every scope', { roles: ['writer'], scopes: ['admin:*'] }, true],
    ['a writer of alerts alone', { roles: ['writer'], scopes: ['alerts:write', 'cases:read'] }, false],
    ['a writer of cases alone', { roles: ['writer'], scopes: ['alerts:read', 'cases:write'] }, false],
    ['a reader', { roles: ['reader'] }, false],
    ['an eraser', { roles: ['eraser'] }, false],
    ['somebody of another owner', { roles: ['stranger'] }, false],
    ['a visitor', { roles: ['visitor'] }, false],
    ['nobody', { roles: [] }, false],
  ];
  for (const [name, principal, allowed] of table) {
    it(`is ${allowed ? 'allowed' : 'refused'} to ${name}`, async () => {
      const [id = ''] = await someAlerts(boss, 1);
      const answer = await sendCase(as(principal), [id]);
      if (allowed) expect(answer.status, answer.text).to.equal(201);
      else expect(failureOf(answer)).to.deep.equal(FORBIDDEN);
      expect((await alertOf(boss, id)).case_id !== null).to.equal(allowed);
    });
  }

  it('takes credentials, and a body that is right before the alerts are looked for', async () => {
    expect(failureOf(await sendCase(new AlertClient(host), ['a'])).status).to.equal(401);
    expect(failureOf(await sendCase(as({ roles: ['reader'] }), ['none'], { tlp: 9 })).status).to.equal(400);
    expect(failureOf(await sendCase(as({ roles: ['reader'] }), ['none'])).status).to.equal(404);
  });

  it('says of alerts of two owners only what their writer may know', async () => {
    const ids = [...(await someAlerts(boss, 1)), ...(await someAlerts(boss, 1, { owner: 'observability' }))];
    for (const role of ['analyst', 'stranger']) {
      expect(failureOf(await sendCase(as({ roles: [role] }), ids))).to.deep.equal(FORBIDDEN);
    }
    expect(failureOf(await sendCase(as({ roles: ['analyst', 'stranger'] }), ids)).status).to.equal(400);
  });

  it('refuses one alert above the clearance, linked or not, before it is known to be linked', async () => {
    for (const [level, code] of [
      [{ tlp: 3 }, 'TLP_RESTRICTED'],
      [{ pap: 3 }, 'PAP_RESTRICTED'],
      [{ tlp: 4, pap: 4 }, 'TLP_RESTRICTED'],
    ] as const) {
      const [plain = '', hidden = ''] = [
        ...(await someAlerts(boss, 1)),
        ...(await someAlerts(boss, 1, level)),
      ];
      const refused = { ...FORBIDDEN, code };
      expect(failureOf(await sendCase(as({ roles: ['analyst'] }), [plain, hidden]))).to.deep.equal(refused);
      expect((await alertOf(boss, plain)).case_id).to.equal(null);
      await createCase(boss, [hidden]);
      expect(failureOf(await sendCase(as({ roles: ['analyst'] }), [hidden]))).to.deep.equal(refused);
    }
  });

  it('lets nobody give a level above their own, the default included', async () => {
    const [id = ''] = await someAlerts(boss, 1, { tlp: 0, pap: 0 });
    const low = { roles: ['analyst'], tlpClearance: 1, papClearance: 2 };
    const refused = { ...FORBIDDEN, code: 'TLP_RESTRICTED' };
    expect(failureOf(await sendCase(as(low), [id], { tlp: 2, pap: 2 }))).to.deep.equal(refused);
    expect(failureOf(await sendCase(as(low), [id]))).to.deep.equal(refused);
    expect(failureOf(await sendCase(as(low), [id], { tlp: 1, pap: 3 })).code).to.equal('PAP_RESTRICTED');
    await createCase(as(low), [id], { tlp: 1, pap: 2 });
  });

  it('shows the case to nobody in the Cases API whose clearance is lower', async () => {
    const id = await createCase(boss, await someAlerts(boss, 1), { tlp: 3, assigned_to: 'secret' });
    const [below, cleared] = [
      kibana({ roles: ['analyst'] }),
      kibana({ roles: ['analyst'], tlpClearance: 3 }),
    ];
    for (const path of [`/api/cases/${id}`, `/api/cases/${id}/user_actions`]) {
      expect((await below.send('get', path)).status).to.equal(403);
      expect((await cleared.send('get', path)).status).to.equal(200);
    }
    // Nothing of the alerts is told to whoever may see the case.
    const answers = await Promise.all([cleared.get(id), cleared.actions(id)]);
    expect(JSON.stringify(answers)).to.not.contain('alert_ids');
  });

  it('has the level of an alert when the request gives none, whatever its alerts have', async () => {
    const id = await createCase(boss, await someAlerts(boss, 1, { tlp: 4, pap: 4 }));
    const read = async (tlpClearance: number, papClearance: number): Promise<number> => {
      const client = kibana({ roles: ['analyst'], tlpClearance, papClearance });
      return (await client.send('get', `/api/cases/${id}`)).status;
    };
    expect([await read(2, 2), await read(1, 2), await read(2, 1)]).to.deep.equal([200, 403, 403]);
  });

  it('does not reach into another space', async () => {
    const ids = await someAlerts(boss, 1);
    expect((await sendCase(new AlertClient(host, BOSS, 'no-such-space'), ids)).status).to.equal(403);
  });
});

describe('what is written of a case from alerts', () => {
  const audited = auditedHost();

  it('is audited as a change of each alert and the creation of the case', async () => {
    await audited.start();
    const send = (path: string, body: object) =>
      audited.send(basic('mira'), 'post', `/v1/alerts${path}`, body);
    for (const id of ['a', 'b']) await send('', { id, title: 'T', severity: 1 });
    const answer = await send('/create-case', { title: 'T', severity: 1, alert_ids: ['a', 'b'] });
    const { case_id: id } = (answer.body as { data: { case_id: string } }).data;
    const written = (await audited.lines()).slice(4).map(({ message }) => message.replace(/ - user.*/, ''));
    expect(written.sort()).to.deep.equal([
      `User created case id: ${id}`,
      `User is creating cases [id=${id}] as owner "securitySolution"`,
      'User is updating alerts [id=a] as owner "securitySolution"',
      'User is updating alerts [id=b] as owner "securitySolution"',
      'User updated the case_id for alert id: a',
      'User updated the case_id for alert id: b',
    ]);
  });
});
