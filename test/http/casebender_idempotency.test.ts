import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import type { Alert, AlertBulkResult, AlertComment } from '../../common/casebender.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const REUSED = {
  status: 422,
  code: 'IDEMPOTENCY_KEY_REUSED',
  message: 'La clave de idempotencia ya se usó con otra solicitud',
};
const NEW_ALERT = { title: 'T', severity: 'high', tags: ['b', 'a'], custom_fields: { z: 1, a: ['x'] } };

atMounts('requests that come again (C10.2)', () => {
  let now = new Date('2026-03-01T10:00:00.000Z');
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost({ clock: () => now });
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());
  afterEach(() => {
    now = new Date(now.getTime() + 60_000);
  });

  const post = (path: string, body: object, key: string, client = boss): Promise<Response> =>
    client.send('post', path, { body, headers: { 'idempotency-key': key } });
  const replayed = ({ headers }: Response): boolean => {
    expect(headers['idempotency-replayed']).to.be.oneOf([undefined, 'true']);
    return headers['idempotency-replayed'] === 'true';
  };
  const dataOf = ({ body }: Response) => (body as { data: Alert & AlertComment & AlertBulkResult }).data;
  const told = async (id: string) => (await boss.activities(id, '?limit=100')).map(({ action }) => action);

  /** The second answer is the first one, and says so. */
  function expectReplay(second: Response, first: Response): void {
    expect([replayed(first), replayed(second)]).to.deep.equal([false, true]);
    expect([second.status, second.text]).to.deep.equal([first.status, first.text]);
    for (const name of ['location', 'etag']) expect(second.headers[name]).to.equal(first.headers[name]);
  }

  for (const named of [false, true]) {
    it(`create one alert, ${named ? 'by its id' : 'with an id of the key'}, as it was then`, async () => {
      const key = randomUUID();
      const body = { ...NEW_ALERT, ...(named ? { id: randomUUID() } : {}) };
      const first = await post('/alerts', body, key);
      const { id, created_at: created } = dataOf(first);
      expect(first.status).to.equal(201);
      if (!named) expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
      now = new Date(now.getTime() + 1000);
      expectReplay(await post('/alerts', body, `"${key}"`), first);
      await boss.patch(id, { title: 'U', tags: [], custom_fields: { z: null } });
      await boss.comment(id, 'C');
      const again = await post('/alerts', { ...body, title: ' T ', severity: 3 }, key);
      expectReplay(again, first);
      expect(dataOf(again)).to.include({ version: 1, title: 'T', created_at: created });
      expect(await told(id)).to.have.length(5);
      expect(failureOf(await post('/alerts', { ...body, title: 'U' }, key))).to.deep.equal(REUSED);
      if (named) expect(failureOf(await post('/alerts', body, randomUUID())).status).to.equal(409);
      else expect(dataOf(await post('/alerts', body, randomUUID())).id).to.not.equal(id);
    });
  }

  it('find the alert by its key when it has forgotten it', async () => {
    const key = randomUUID();
    const first = await post('/alerts', NEW_ALERT, key);
    const { id } = dataOf(first);
    for (let i = 0; i < 64; i += 1) await post(`/alerts/${id}/comments`, { body: 'C' }, String(i));
    expectReplay(await post('/alerts', NEW_ALERT, key), first);
    expect(failureOf(await post('/alerts', { ...NEW_ALERT, tlp: 1 }, key))).to.deep.equal(REUSED);
    const other = { ...NEW_ALERT, owner: 'observability' };
    expect(failureOf(await post('/alerts', other, key))).to.deep.equal(REUSED);
    expect(await told(id)).to.have.length(65);
  });

  it('know nothing of an alert that was deleted since', async () => {
    for (const body of [NEW_ALERT, { ...NEW_ALERT, id: randomUUID() }]) {
      const key = randomUUID();
      const { id } = dataOf(await post('/alerts', body, key));
      await boss.send('delete', `/alerts/${id}`);
      expect(failureOf(await post('/alerts', body, key))).to.include({
        status: 404,
        code: 'ALERT_NOT_FOUND',
      });
      expect(failureOf(await post(`/alerts/${id}/comments`, { body: 'C' }, key)).status).to.equal(404);
    }
  });

  it('add one comment, as it was then', async () => {
    const [{ id }, other] = [await boss.create(), await boss.create()];
    const key = randomUUID();
    const add = (body: string, alert = id) => post(`/alerts/${alert}/comments`, { body }, key);
    const first = await add('C');
    const comment = dataOf(first);
    expectReplay(await add('C'), first);
    const path = `/alerts/${id}/comments/${comment.id}`;
    await boss.send('patch', path, { body: { body: 'D' } });
    expectReplay(await add('C'), first);
    await boss.send('delete', path);
    expectReplay(await add('C'), first);
    expect(failureOf(await add('D'))).to.deep.equal(REUSED);
    expect(await told(id)).to.deep.equal(['commentDeleted', 'commentUpdated', 'commentAdded', 'created']);
    // The key of another path is another key.
    expect(replayed(await add('D', other.id))).to.equal(false);
    expect((await post('/alerts', NEW_ALERT, key)).status).to.equal(201);
  });

  it('forget a comment after 64 others with keys, not after any number without', async () => {
    const { id } = await boss.create();
    const add = (key: string) => post(`/alerts/${id}/comments`, { body: 'C' }, key);
    const first = await add('first');
    for (let i = 0; i < 70; i += 1) await boss.comment(id, 'D');
    expectReplay(await add('first'), first);
    for (let i = 0; i < 63; i += 1) await add(String(i));
    expectReplay(await add('first'), first);
    await add('63');
    expect(replayed(await add('first'))).to.equal(false);
  });

  it('change alerts once, whoever has changed them since', async () => {
    const ids = [await boss.create(), await boss.create(), await boss.create()].map(({ id }) => id);
    const [changed = '', same = '', later = ''] = ids;
    await boss.patch(same, { status: 'closed' });
    const key = randomUUID();
    const body = { ids: [changed, same, 'none'], updates: { status: 'closed' } };
    const bulk = (of = body) => post('/alerts/_bulk', of, key);
    const first = await bulk();
    expectReplay(await bulk(), first);
    await boss.patch(changed, { status: 'open' });
    expectReplay(await bulk(), first);
    expect((await boss.get(`/alerts/${changed}`)).body.data).to.include({ status: 'open', version: 3 });
    for (const ids of [[changed], [later, changed]]) {
      expect(failureOf(await bulk({ ...body, ids }))).to.deep.equal(REUSED);
    }
    expect(failureOf(await bulk({ ...body, updates: { status: 'open' } }))).to.deep.equal(REUSED);
    expect(await told(later)).to.deep.equal(['created']);
    expect(await told(changed)).to.deep.equal(['updated', 'updated', 'created']);
  });

  it('remember no failure', async () => {
    const key = randomUUID();
    const id = randomUUID();
    const comment = () => post(`/alerts/${id}/comments`, { body: 'C' }, key);
    const bulk = () => post('/alerts/_bulk', { ids: [id], updates: { status: 'closed' } }, key);
    expect((await comment()).status).to.equal(404);
    expect(dataOf(await bulk())).to.include({ failed_count: 1 });
    expect(failureOf(await post('/alerts', { ...NEW_ALERT, id, title: '' }, key)).status).to.equal(400);
    expect((await post('/alerts', { ...NEW_ALERT, id }, key)).status).to.equal(201);
    expect((await comment()).status).to.equal(201);
    expect(dataOf(await bulk())).to.include({ updated_count: 1 });
    expect(await told(id)).to.deep.equal(['updated', 'commentAdded', 'created']);
  });
});
