import { expect } from 'chai';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

atMounts('alerts that several people write (C10.1)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
  });
  after(() => host.stop());

  it('are changed only as they were seen', async () => {
    const { id } = await boss.create();
    const patch = (headers: Record<string, string>, version?: number) =>
      boss.send('patch', `/alerts/${id}`, { body: { tlp: 0, ...(version ? { version } : {}) }, headers });
    const conflict = 'El recurso ha cambiado desde que lo leyó';
    const refusal = (status: number) => ({ status, code: 'VERSION_CONFLICT', message: conflict });
    expect(failureOf(await patch({ 'if-match': '"2"' }))).to.deep.equal(refusal(412));
    expect(failureOf(await patch({ 'if-match': 'W/"1"' }))).to.deep.equal(refusal(412));
    expect(failureOf(await patch({}, 2))).to.deep.equal(refusal(409));
    expect(failureOf(await patch({ 'if-match': '"2"' }, 2))).to.deep.equal(refusal(412));
    expect(failureOf(await patch({ 'if-match': '1' })).message).to.equal(
      "El parámetro 'If-Match' no es válido",
    );
    expect(await boss.activities(id)).to.have.length(1);
    expect((await patch({ 'if-match': '"3", "1"' }, 1)).headers['etag']).to.equal('"2"');
    expect((await patch({ 'if-match': '*' }, 2)).status).to.equal(200);
  });

  it('keep a chain of old and new values when many change them at once', async () => {
    const { id } = await boss.create();
    await Promise.all(Array.from({ length: 20 }, (_, i) => boss.patch(id, { title: `t${String(i)}` })));
    const activities = (await boss.activities(id, '?lang=en&limit=20')).reverse();
    let title = 'Suspicious login';
    for (const { body } of activities) {
      const [, before, after] = /^Changed title from '(.*)' to '(.*)'$/.exec(body) ?? [];
      expect(before).to.equal(title);
      title = after ?? '';
    }
    expect((await boss.get(`/alerts/${id}`)).body.data).to.include({ title, version: 21 });
  });

  it('are created once when many try at once', async () => {
    const body = { id: 'race', title: 'T', severity: 1 };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => boss.send('post', '/alerts', { body })),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, ...Array<number>(7).fill(409)]);
  });
});
