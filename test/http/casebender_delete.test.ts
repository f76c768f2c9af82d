import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { auditedHost, basic } from '../support/audited_host.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const NOT_FOUND = { status: 404, code: 'ALERT_NOT_FOUND', message: 'Alerta no encontrada' };
const NO_ACCESS = 'No tiene permiso para acceder a esta información';

atMounts('an alert that is deleted (C9.8)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  const historyOf = async (id: string) =>
    (await host.activity.find({ subject: { space: 'default', kind: 'alert', id } })).activities;

  it('is gone from every route, and its history is whole with this as the last entry', async () => {
    const { id } = await boss.create({ id: 'gone', tags: ['gone'] });
    const comment = await boss.send('post', `/alerts/${id}/comments`, { body: { body: 'C' } });
    expect(comment.status).to.equal(201);
    const deleted = await boss.send('delete', `/alerts/${id}`);
    expect([deleted.status, deleted.body]).to.deep.equal([200, { status: 'success', data: { id } }]);
    expect(deleted.headers).to.include({ 'content-language': 'es', 'cache-control': 'no-store' });
    for (const [method, path, body] of [
      ['get', ''],
      ['head', ''],
      ['get', '/activities'],
      ['patch', '', { title: 'T' }],
      ['post', '/comments', { body: 'C' }],
      ['delete', ''],
    ] as const) {
      const answer = await boss.send(method, `/alerts/${id}${path}`, body === undefined ? {} : { body });
      if (method === 'head') expect(answer.status).to.equal(404);
      else expect(failureOf(answer), `${method} ${path}`).to.deep.equal(NOT_FOUND);
    }
    expect((await boss.get('/alerts?tag=gone')).headers['x-total-count']).to.equal('0');
    const entries = await historyOf(id);
    expect(entries.map(({ seq, change }) => [seq, change.type])).to.deep.equal([
      [3, 'deleted'],
      [2, 'comment'],
      [1, 'created'],
    ]);
    expect(entries[0]?.actor).to.include({ kind: 'user', username: 'boss' });
  });

  it('keeps its id', async () => {
    const { id } = await boss.create();
    await boss.send('delete', `/alerts/${id}`);
    const again = await boss.send('post', '/alerts', { body: { id, title: 'T', severity: 1 } });
    expect(failureOf(again)).to.deep.equal({
      status: 409,
      code: 'ALERT_EXISTS',
      message: 'Ya existe una alerta con ese identificador',
    });
    expect(await historyOf(id)).to.have.length(2);
  });

  it('was as it was seen', async () => {
    const { id } = await boss.create();
    await boss.patch(id, { title: 'New' });
    const remove = (tag: string) => boss.send('delete', `/alerts/${id}`, { headers: { 'if-match': tag } });
    const message = 'El recurso ha cambiado desde que lo leyó';
    for (const tag of ['"1"', 'W/"2"', '"1", "3"']) {
      const stale = { status: 412, code: 'VERSION_CONFLICT', message };
      expect(failureOf(await remove(tag)), tag).to.deep.equal(stale);
    }
    const malformed = {
      status: 400,
      code: 'INVALID_REQUEST',
      message: "El parámetro 'If-Match' no es válido",
    };
    expect(failureOf(await remove('2'))).to.deep.equal(malformed);
    expect(await historyOf(id)).to.have.length(2);
    expect((await remove('"1", "2"')).status).to.equal(200);
    expect(failureOf(await remove('"2"'))).to.deep.equal(NOT_FOUND);
    const any = await boss.create();
    const star = await boss.send('delete', `/alerts/${any.id}`, { headers: { 'if-match': '*' } });
    expect(star.status).to.equal(200);
  });

  it('is deleted once when many try at once, and nothing is written behind it', async () => {
    const { id } = await boss.create();
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => boss.send('delete', `/alerts/${id}`)),
      ...Array.from({ length: 4 }, (_, i) =>
        boss.send('patch', `/alerts/${id}`, { body: { title: String(i) } }),
      ),
    ]);
    const deletions = answers.slice(0, 6).map(({ status }) => status);
    expect(deletions.sort()).to.deep.equal([200, ...Array<number>(5).fill(404)]);
    const entries = await historyOf(id);
    expect(entries.map(({ change }) => change.type).indexOf('deleted')).to.equal(0);
    const changed = answers.slice(6).filter(({ status }) => status === 200);
    expect(entries).to.have.length(2 + changed.length);
  });

  const table: [string, Principal, boolean][] = [
    ['a superuser', BOSS, true],
    ['an analyst', { roles: ['analyst'] }, true],
    ['somebody who may only delete', { roles: ['eraser'] }, true],
    ['a superuser with admin', { ...BOSS, scopes: ['admin:*'] }, true],
    ['a reader', { roles: ['reader'] }, false],
    ['a reader with admin', { roles: ['reader'], scopes: ['admin:*'] }, false],
    ['somebody of another owner', { roles: ['stranger'] }, false],
    ['a superuser who may write', { ...BOSS, scopes: ['alerts:read', 'alerts:write'] }, false],
    ['a superuser without scopes', { ...BOSS, scopes: [] }, false],
    ['somebody with a grant on something else', { roles: ['visitor'] }, false],
  ];
  for (const [name, principal, allowed] of table) {
    it(`is ${allowed ? '' : 'not '}deleted by ${name}`, async () => {
      const { id } = await boss.create();
      const answer = await new AlertClient(host, principal).send('delete', `/alerts/${id}`);
      if (allowed) expect(answer.status).to.equal(200);
      else expect(failureOf(answer)).to.deep.equal({ status: 403, code: 'FORBIDDEN', message: NO_ACCESS });
      expect((await boss.get(`/alerts/${id}`)).status).to.equal(allowed ? 404 : 200);
    });
  }

  it('is not deleted above the clearance, TLP before PAP, nor without credentials', async () => {
    const analyst = new AlertClient(host, { roles: ['analyst'] });
    for (const [levels, code] of [
      [{ tlp: 3, pap: 3 }, 'TLP_RESTRICTED'],
      [{ tlp: 1, pap: 3 }, 'PAP_RESTRICTED'],
    ] as const) {
      const { id } = await boss.create(levels);
      const refused = failureOf(await analyst.send('delete', `/alerts/${id}`));
      expect(refused).to.deep.equal({ status: 403, code, message: NO_ACCESS });
    }
    expect(failureOf(await new AlertClient(host).send('delete', '/alerts/x')).status).to.equal(401);
  });

  it('was there: any other id is 404 to whoever may delete, a broken one 400', async () => {
    for (const id of ['nope', 'create-case', '%00', 'x'.repeat(2000)]) {
      expect(failureOf(await boss.send('delete', `/alerts/${id}`)), id).to.deep.equal(NOT_FOUND);
    }
    const broken = failureOf(await boss.send('delete', '/alerts/%E0%A4'));
    expect(broken).to.include({ status: 400, message: "El parámetro 'id' no es válido" });
    const malformed = failureOf(await boss.send('delete', '/alerts/nope?lang=e'));
    expect(malformed).to.include({ status: 400, message: "El parámetro 'lang' no es válido" });
    const subject = { space: 'default', kind: 'incident', id: 'inc' };
    const actor = { kind: 'system' } as const;
    await host.activity.record({ subject, owner: 'securitySolution', actor, after: { title: 'I' } });
    expect(failureOf(await boss.send('delete', '/alerts/inc'))).to.deep.equal(NOT_FOUND);
  });
});

describe('the audit log of a deletion', () => {
  const audited = auditedHost();

  it('has the decision and the entry', async () => {
    await audited.start();
    await audited.send(basic('mira'), 'post', '/v1/alerts', { id: 'a-1', title: 'T', severity: 'low' });
    expect((await audited.send(basic('mira'), 'delete', '/v1/alerts/a-1')).status).to.equal(200);
    const [decision, entry] = (await audited.lines()).slice(-2);
    expect(decision?.message).to.equal('User is deleting alerts [id=a-1] as owner "securitySolution"');
    expect(decision?.event).to.deep.include({
      action: 'alert_delete',
      type: ['deletion'],
      outcome: 'unknown',
    });
    expect(entry?.message).to.match(/^User deleted alert id: a-1 - user action id: /);
    expect(entry?.event.action).to.equal('alert_user_action_delete_alert');
  });
});
