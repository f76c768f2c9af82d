import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Alert } from '../../common/casebender.js';
import type { Principal } from '../../server/access/principal.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const NEW_ALERT = { title: 'T', severity: 'high' };

atMounts('who may send what with a key (C10.2, C11)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  const post = (path: string, body: object, key: string, client = boss): Promise<Response> =>
    client.send('post', path, { body, headers: { 'idempotency-key': key } });
  const idOf = ({ body }: Response): string => (body as { data: Alert }).data.id;

  it('are those of one caller, who must still be allowed to make them', async () => {
    const writer: Principal = { username: 'ana', roles: ['writer'] };
    const key = randomUUID();
    const as = (principal: Principal, body: object = NEW_ALERT) =>
      post('/alerts', body, key, new AlertClient(host, principal));
    const first = await as(writer);
    const id = idOf(first);
    const second = await as(writer);
    expect([second.text, second.headers['idempotency-replayed']]).to.deep.equal([first.text, 'true']);
    expect(idOf(await as({ ...writer, username: 'bob' }))).to.not.equal(id);
    expect(idOf(await as({ ...writer, kind: 'key' }))).to.not.equal(id);
    expect(failureOf(await as({ ...writer, roles: ['reader'] })).status).to.equal(403);
    expect(failureOf(await as({ ...writer, scopes: ['alerts:read'] })).status).to.equal(403);
    await boss.patch(id, { tlp: 4 });
    for (const body of [NEW_ALERT, { ...NEW_ALERT, title: 'U' }]) {
      expect(failureOf(await as(writer, body))).to.include({ status: 403, code: 'TLP_RESTRICTED' });
    }
    const refused = await post(`/alerts/${id}/comments`, { body: 'C' }, key, new AlertClient(host, writer));
    expect(failureOf(refused).code).to.equal('TLP_RESTRICTED');
  });

  it('need a proper key, before anything else is known', async () => {
    const routes: readonly (readonly [string, object])[] = [
      ['/alerts', NEW_ALERT],
      ['/alerts/none/comments', { body: 'C' }],
      ['/alerts/_bulk', { ids: ['none'], updates: { status: 'closed' } }],
    ];
    const message = "El parámetro 'Idempotency-Key' no es válido";
    for (const [path, body] of routes) {
      for (const key of ['a b', '"a', '""', 'x'.repeat(256), 'é', 'a,\tb']) {
        const refused = { status: 400, code: 'INVALID_REQUEST', message };
        expect(failureOf(await post(path, body, key)), key).to.deep.equal(refused);
      }
    }
    // Elsewhere it means nothing.
    const headers = { 'idempotency-key': 'a b' };
    expect((await boss.send('get', '/alerts', { headers })).status).to.equal(200);
  });

  it('are answered in the language of the one that asks again', async () => {
    const key = randomUUID();
    await post('/alerts', NEW_ALERT, key);
    const refused = await post('/alerts?lang=de', { ...NEW_ALERT, title: 'U' }, key);
    expect(failureOf(refused).message).to.equal(
      'Der Idempotenzschlüssel wurde bereits für eine andere Anfrage verwendet',
    );
  });
});
