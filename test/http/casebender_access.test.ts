import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const NO_ACCESS = 'No tiene permiso para acceder a esta información';

atMounts('access to alerts (C11.2, C11.3)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
    await boss.create({ id: 'plain' });
    await boss.create({ id: 'red', tlp: 3, pap: 4 });
    await boss.create({ id: 'pap', tlp: 2, pap: 3 });
  });
  after(() => host.stop());

  const calls = {
    read: (client: AlertClient, id = 'plain') => client.get(`/alerts/${id}`),
    list: (client: AlertClient, id = 'plain') => client.get(`/alerts/${id}/activities`),
    create: (client: AlertClient) =>
      client.send('post', '/alerts', { body: { title: 'T', severity: 'low' } }),
    change: (client: AlertClient, id = 'plain') =>
      client.send('patch', `/alerts/${id}`, { body: { title: String(Math.random()) } }),
    comment: (client: AlertClient, id = 'plain') =>
      client.send('post', `/alerts/${id}/comments`, { body: { body: 'x' } }),
    observe: (client: AlertClient) => client.send('patch', '/alerts/plain', { body: { observables: [] } }),
  };
  type Call = keyof typeof calls;
  const everything = Object.keys(calls) as Call[];

  const table: [string, Principal, Call[]][] = [
    ['a superuser', BOSS, everything],
    ['a reader', { roles: ['reader'] }, ['read', 'list']],
    ['an analyst', { roles: ['analyst'] }, everything],
    ['somebody with a right that is not read', { roles: ['eraser'] }, []],
    ['somebody of another owner', { roles: ['stranger'] }, []],
    ['somebody with a grant on something else', { roles: ['visitor'] }, []],
    ['nobody', { roles: [] }, []],
    ['somebody with an unknown role', { roles: ['ghost'] }, []],
    ['a superuser without scopes', { ...BOSS, scopes: [] }, []],
    ['a superuser with another scope', { ...BOSS, scopes: ['cases:read', 'users:read'] }, []],
    ['a superuser who may only read', { ...BOSS, scopes: ['alerts:read'] }, ['read', 'list']],
    [
      'a superuser who may only write',
      { ...BOSS, scopes: ['alerts:write'] },
      ['create', 'change', 'comment'],
    ],
    [
      'a superuser who may write observables',
      { ...BOSS, scopes: ['alerts:write', 'observables:write'] },
      ['create', 'change', 'comment', 'observe'],
    ],
    ['a superuser with admin', { ...BOSS, scopes: ['admin:*'] }, everything],
    ['a reader with admin', { roles: ['reader'], scopes: ['admin:*'] }, ['read', 'list']],
  ];
  for (const [name, principal, allowed] of table) {
    it(`of ${name}: ${allowed.join(', ') || 'none'}`, async () => {
      const client = new AlertClient(host, principal);
      for (const call of everything) {
        const response = await calls[call](client);
        if (allowed.includes(call)) expect(response.status, call).to.be.within(200, 201);
        else
          expect(failureOf(response), call).to.deep.equal({
            status: 403,
            code: 'FORBIDDEN',
            message: NO_ACCESS,
          });
      }
    });
  }

  it('is refused above the clearance, TLP before PAP (C11.4)', async () => {
    const client = new AlertClient(host, { roles: ['analyst'] });
    for (const call of ['read', 'list', 'change', 'comment'] as const) {
      const red = failureOf(await calls[call](client, 'red'));
      expect(red, call).to.deep.equal({ status: 403, code: 'TLP_RESTRICTED', message: NO_ACCESS });
      const pap = failureOf(await calls[call](client, 'pap'));
      expect(pap, call).to.deep.equal({ status: 403, code: 'PAP_RESTRICTED', message: NO_ACCESS });
    }
    const cleared = new AlertClient(host, { roles: ['analyst'], tlpClearance: 3, papClearance: 4 });
    expect((await calls.read(cleared, 'red')).status).to.equal(200);
  });

  it('does not let anybody set a level above the own clearance (C11.4)', async () => {
    const client = new AlertClient(host, { roles: ['analyst'] });
    const body = { title: 'T', severity: 'low' };
    const created = await client.send('post', '/alerts', { body: { ...body, tlp: 3 } });
    expect(failureOf(created).code).to.equal('TLP_RESTRICTED');
    const changed = await client.send('patch', '/alerts/plain', { body: { pap: 4 } });
    expect(failureOf(changed).code).to.equal('PAP_RESTRICTED');
    const low = new AlertClient(host, { roles: ['analyst'], tlpClearance: 1 });
    expect(failureOf(await calls.create(low)).code).to.equal('TLP_RESTRICTED');
  });

  it('is decided before what is asked: scope, form, existence, rights, conflicts', async () => {
    const reader = new AlertClient(host, { roles: ['reader'] });
    const unscoped = new AlertClient(host, { ...BOSS, scopes: [] });
    const bad = { body: { title: '' } };
    expect((await unscoped.send('patch', '/alerts/none', bad)).status).to.equal(403);
    expect((await reader.send('patch', '/alerts/plain', bad)).status).to.equal(400);
    expect((await reader.send('patch', '/alerts/none', { body: { title: 'T' } })).status).to.equal(404);
    const stale = { body: { title: 'T' }, headers: { 'if-match': '"99"' } };
    expect((await reader.send('patch', '/alerts/plain', stale)).status).to.equal(403);
    expect((await boss.send('patch', '/alerts/plain', stale)).status).to.equal(412);
    const taken = { body: { id: 'plain', title: 'T', severity: 1 } };
    expect((await reader.send('post', '/alerts', taken)).status).to.equal(403);
    const observables = { body: { title: '', observables: 'bad' } };
    const writer = new AlertClient(host, { ...BOSS, scopes: ['alerts:write'] });
    expect((await writer.send('patch', '/alerts/plain', observables)).status).to.equal(403);
  });

  it('tells nobody without a right in the space what there is, nor what is wrong with the question', async () => {
    const visitor = new AlertClient(host, { roles: ['visitor'] });
    const refused = { status: 403, code: 'FORBIDDEN', message: NO_ACCESS };
    for (const id of ['plain', 'red', 'none']) {
      expect(failureOf(await calls.read(visitor, id)), id).to.deep.equal(refused);
    }
    const bad = await visitor.send('post', '/alerts', { body: { title: '' } });
    expect(failureOf(bad)).to.deep.equal(refused);
  });

  it('needs credentials', async () => {
    const anyone = new AlertClient(host);
    const sentence = 'Token de autenticación faltante o inválido';
    for (const [headers, challenge] of [
      [{}, 'Bearer realm="case-activity"'],
      [{ authorization: 'Bearer x' }, 'Bearer realm="case-activity", error="invalid_token"'],
      [{ 'x-api-key': 'half' }, 'Bearer realm="case-activity", error="invalid_token"'],
    ] as const) {
      const refused = await anyone.get('/alerts/plain/activities?page=0', headers);
      expect(failureOf(refused)).to.deep.equal({ status: 401, code: 'UNAUTHORIZED', message: sentence });
      expect(refused.headers['www-authenticate']).to.equal(challenge);
    }
  });

  it('tells no difference between a closed and a missing space', async () => {
    const reader: Principal = { roles: ['reader'] };
    for (const principal of [BOSS, reader]) {
      const response = await new AlertClient(host, principal, 'nowhere').get('/alerts/plain');
      expect(failureOf(response)).to.deep.equal({ status: 403, code: 'FORBIDDEN', message: NO_ACCESS });
    }
  });
});
