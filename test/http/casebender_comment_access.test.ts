import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { auditedHost, basic } from '../support/audited_host.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const NO_ACCESS = 'No tiene permiso para acceder a esta información';
const ANA: Principal = { username: 'ana', roles: ['writer'] };

atMounts('access to comments (C9.7, C11.3)', () => {
  let host: TestHost;
  before(async () => {
    host = await startAlertHost();
    await new AlertClient(host, BOSS).create({ id: 'plain' });
  });
  after(() => host.stop());

  const refusal = { status: 403, code: 'FORBIDDEN', message: NO_ACCESS };
  const edit = (client: AlertClient, id: string) =>
    client.send('patch', `/alerts/plain/comments/${id}`, { body: { body: randomUUID() } });
  const remove = (client: AlertClient, id: string) => client.send('delete', `/alerts/plain/comments/${id}`);

  const table: [string, Principal, 'both' | 'none'][] = [
    ['their author', ANA, 'both'],
    ['their author under a scope', { ...ANA, scopes: ['alerts:write'] }, 'both'],
    ['their author, who may only read now', { ...ANA, roles: ['reader'] }, 'none'],
    ['their author, who may only delete now', { ...ANA, roles: ['eraser'] }, 'both'],
    ['their author without the scope', { ...ANA, scopes: ['alerts:read'] }, 'none'],
    ['another writer', { username: 'bob', roles: ['writer'] }, 'none'],
    ['somebody of another kind with the name', { ...ANA, kind: 'key' }, 'none'],
    ['somebody with a profile and the name', { ...ANA, profileUid: 'u_other' }, 'none'],
    ['a writer without a name', { roles: ['writer'] }, 'none'],
    ['whoever may delete', { username: 'bob', roles: ['analyst'] }, 'both'],
    ['whoever may only delete', { username: 'eve', roles: ['eraser'] }, 'both'],
    ['somebody of another owner', { username: 'ana', roles: ['stranger'] }, 'none'],
    ['a superuser', BOSS, 'both'],
  ];
  for (const [name, principal, allowed] of table) {
    it(`is ${allowed === 'both' ? '' : 'not '}had by ${name}`, async () => {
      const { id } = await new AlertClient(host, ANA).comment('plain', 'mine');
      const client = new AlertClient(host, principal);
      for (const call of [edit, remove]) {
        const answer = await call(client, id);
        if (allowed === 'both') expect(answer.status, answer.text).to.equal(200);
        else expect(failureOf(answer)).to.deep.equal(refusal);
      }
    });
  }

  it('goes by the profile where there is one, whatever the name is now', async () => {
    const before = { ...ANA, profileUid: 'u_ana' };
    const { id } = await new AlertClient(host, before).comment('plain', 'mine');
    expect((await edit(new AlertClient(host, { ...before, username: 'ana.b' }), id)).status).to.equal(200);
    expect(failureOf(await edit(new AlertClient(host, ANA), id))).to.deep.equal(refusal);
  });

  it('tells nobody who may neither update nor delete whether there is a comment', async () => {
    const { id } = await new AlertClient(host, ANA).comment('plain', 'mine');
    const reader = new AlertClient(host, { username: 'eva', roles: ['reader'] });
    for (const which of [id, randomUUID()]) {
      expect(failureOf(await edit(reader, which))).to.deep.equal(refusal);
      expect(failureOf(await remove(reader, which))).to.deep.equal(refusal);
    }
    expect((await reader.get('/alerts/plain/comments')).status).to.equal(200);
    for (const principal of [
      { roles: ['eraser'] },
      { roles: ['stranger'] },
      { ...BOSS, scopes: ['alerts:write'] },
    ]) {
      const refused = await new AlertClient(host, principal).get('/alerts/plain/comments');
      expect(failureOf(refused)).to.deep.equal(refusal);
    }
  });

  it('is decided before it is known that there is no comment: levels, then preconditions', async () => {
    const boss = new AlertClient(host, BOSS);
    const writer = new AlertClient(host, ANA);
    for (const [levels, code] of [
      [{ tlp: 4, pap: 4 }, 'TLP_RESTRICTED'],
      [{ tlp: 0, pap: 4 }, 'PAP_RESTRICTED'],
    ] as const) {
      const alert = await boss.create(levels);
      const refused = { status: 403, code, message: NO_ACCESS };
      const path = `/alerts/${alert.id}/comments`;
      expect(failureOf(await writer.get(path))).to.deep.equal(refused);
      const headers = { 'if-match': '"9"' };
      expect(failureOf(await writer.send('delete', `${path}/none`, { headers }))).to.deep.equal(refused);
      const body = { body: 'x' };
      expect(failureOf(await writer.send('patch', `${path}/none`, { body, headers }))).to.deep.equal(refused);
    }
    expect(failureOf(await remove(new AlertClient(host), 'none')).status).to.equal(401);
  });
});

describe('the audit log of comments on alerts', () => {
  const audited = auditedHost();

  it('has the reading of the list, each decision about the comment, and each entry', async () => {
    await audited.start();
    const send = async (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) => {
      const answer = await audited.send(basic('mira'), method, `/v1/alerts${path}`, body);
      expect(answer.status, answer.text).to.be.within(200, 201);
      return (answer.body as { data: { id: string } }).data;
    };
    await send('post', '', { id: 'a', title: 'T', severity: 1 });
    const { id } = await send('post', '/a/comments', { body: 'first' });
    await send('get', '/a/comments');
    await send('patch', `/a/comments/${id}`, { body: 'second' });
    await send('delete', `/a/comments/${id}`);
    const lines = (await audited.lines()).slice(-5);
    const owner = 'as owner "securitySolution"';
    expect(lines.map(({ message }) => message.replace(/ - user action id: .*/, ''))).to.deep.equal([
      `User has accessed alerts-comments [id=a] ${owner}`,
      `User is updating alerts-comments [id=${id}] ${owner}`,
      `User updated comment id: ${id} for alert id: a`,
      `User is deleting alerts-comments [id=${id}] ${owner}`,
      `User deleted comment id: ${id} for alert id: a`,
    ]);
    for (const line of lines) expect(line.case_activity.record).to.deep.equal({ kind: 'alert', id: 'a' });
  });
});
