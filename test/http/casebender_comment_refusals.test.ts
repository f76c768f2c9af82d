import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { AlertComment } from '../../common/casebender.js';
import { CommentClient } from '../support/alert_comments.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const GONE = { status: 404, code: 'COMMENT_NOT_FOUND', message: 'Comentario no encontrado' };
const NO_ALERT = { status: 404, code: 'ALERT_NOT_FOUND', message: 'Alerta no encontrada' };
const CONFLICT = { code: 'VERSION_CONFLICT', message: 'El recurso ha cambiado desde que lo leyó' };

atMounts('the comments on an alert as they were seen (C9.7)', () => {
  let host: TestHost;
  let boss: AlertClient;
  let comments: CommentClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
    comments = new CommentClient(boss);
  });
  after(() => host.stop());

  it('are changed only as they were seen', async () => {
    const { id } = await boss.create();
    const comment = await boss.comment(id, 'first');
    const stale = { 'if-match': '"2"' };
    expect(failureOf(await comments.edit(id, comment, { body: 'x' }, stale))).to.deep.equal({
      status: 412,
      ...CONFLICT,
    });
    expect(failureOf(await comments.edit(id, comment, { body: 'x', version: 2 }))).to.deep.equal({
      status: 409,
      ...CONFLICT,
    });
    expect(failureOf(await comments.remove(id, comment, stale))).to.deep.equal({ status: 412, ...CONFLICT });
    expect(failureOf(await comments.remove(id, comment, { 'if-match': 'W/"1"' })).status).to.equal(412);
    expect(failureOf(await comments.remove(id, comment, { 'if-match': '1' })).status).to.equal(400);
    expect(await comments.told(id)).to.have.length(2);
    expect(
      (await comments.edit(id, comment, { body: 'x', version: 1 }, { 'if-match': '"1"' })).status,
    ).to.equal(200);
    expect((await comments.remove(id, comment, { 'if-match': '"1", "2"' })).status).to.equal(200);
  });

  it('have one version after the other when many edit at once', async () => {
    const { id } = await boss.create();
    const comment = await boss.comment(id, 'first');
    const texts = Array.from({ length: 8 }, (_, i) => `t${String(i)}`);
    const answers = await Promise.all(texts.map((body) => comments.edit(id, comment, { body })));
    const versions = answers.map(({ body }) => (body as { data: AlertComment }).data.version);
    expect(versions.sort((a, b) => a - b)).to.deep.equal([2, 3, 4, 5, 6, 7, 8, 9]);
    const [now] = await comments.list(id);
    expect(now?.version).to.equal(9);
    expect((await comments.told(id))[0]).to.equal(`commentUpdated: ${now?.body ?? ''}`);
  });

  const bodies: [object, string][] = [
    [{}, "El campo 'body' es obligatorio"],
    [{ body: '' }, "El valor del campo 'body' no es válido"],
    [{ body: ' \n' }, "El valor del campo 'body' no es válido"],
    [{ body: 'x'.repeat(10_001) }, "El valor del campo 'body' no es válido"],
    [{ body: 1, version: 0 }, "El valor del campo 'body' no es válido"],
    [{ body: 'x', version: 0 }, "El valor del campo 'version' no es válido"],
    [{ body: 'x', version: '1' }, "El valor del campo 'version' no es válido"],
    [{ body: 'x', id: 'y' }, "El campo 'id' no se admite"],
  ];
  for (const [body, message] of bodies) {
    it(`are not changed by ${JSON.stringify(body).slice(0, 40)}`, async () => {
      const refused = failureOf(await comments.edit('none', { id: 'none' }, body));
      expect(refused).to.deep.equal({ status: 400, code: 'INVALID_REQUEST', message });
    });
  }

  it('are those of their alert, while it is there', async () => {
    const [{ id }, other] = [await boss.create(), await boss.create()];
    const comment = await boss.comment(id, 'first');
    for (const [alert, which] of [
      [other.id, comment.id],
      [id, randomUUID()],
      [id, '__proto__'],
      [id, '%00'],
      [id, 'x'.repeat(2000)],
    ] as const) {
      expect(failureOf(await comments.edit(alert, { id: which }, { body: 'x' })), which).to.deep.equal(GONE);
      expect(failureOf(await comments.remove(alert, { id: which })), which).to.deep.equal(GONE);
    }
    await boss.send('delete', `/alerts/${id}`);
    for (const alert of [id, 'nope']) {
      expect(failureOf(await boss.get(`/alerts/${alert}/comments`))).to.deep.equal(NO_ALERT);
      expect(failureOf(await comments.edit(alert, comment, { body: 'x' }))).to.deep.equal(NO_ALERT);
      expect(failureOf(await comments.remove(alert, comment))).to.deep.equal(NO_ALERT);
    }
  });
});
