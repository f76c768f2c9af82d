import { expect } from 'chai';
import fc from 'fast-check';
import { CommentClient } from '../support/alert_comments.js';
import { AlertClient, BOSS, failureOf, linkOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const GONE = { status: 404, code: 'COMMENT_NOT_FOUND', message: 'Comentario no encontrado' };

atMounts('the comments on an alert (C9.7)', () => {
  let host: TestHost;
  let boss: AlertClient;
  let comments: CommentClient;
  let now = new Date('2026-01-15T10:00:00.000Z');
  before(async () => {
    host = await startAlertHost({ clock: () => now });
    boss = new AlertClient(host, BOSS);
    comments = new CommentClient(boss);
  });
  after(() => host.stop());
  beforeEach(() => {
    now = new Date(now.getTime() + 1000);
  });

  it('are listed as they were answered, newest first', async () => {
    const { id } = await boss.create();
    expect(await comments.list(id)).to.deep.equal([]);
    const made = [await boss.comment(id, ' <b>{x}</b>\n'), await boss.comment(id, 'second')];
    await boss.patch(id, { title: 'Between' });
    made.push(await new AlertClient(host, { ...BOSS, kind: 'system' }).comment(id, 'third'));
    const answer = await boss.get(`/alerts/${id}/comments`);
    expect(JSON.stringify(answer.body)).to.equal(JSON.stringify({ status: 'success', data: made.reverse() }));
    expect(answer.headers).to.include({ 'x-total-count': '3', 'cache-control': 'no-store' });
    expect(answer.headers['link']).to.equal(
      '<?page=1&limit=20>; rel="first", <?page=1&limit=20>; rel="last"',
    );
    const [english] = await comments.list(id, '?lang=en&limit=1&unknown=1');
    expect(english?.created_by).to.deep.equal({ username: 'system', image: null });
  });

  it('reach whoever follows the links once each', async () => {
    const { id } = await boss.create();
    const ids: string[] = [];
    for (let i = 0; i < 9; i += 1) ids.push((await boss.comment(id, String(i))).id);
    for (const i of [8, 4, 0]) await comments.remove(id, { id: ids[i] ?? '' });
    await comments.edit(id, { id: ids[1] ?? '' }, { body: 'edited' });
    const left = ids.filter((_, i) => ![8, 4, 0].includes(i)).reverse();
    for (const limit of [1, 2, 4, 100]) {
      const pages = await boss.walk(`/alerts/${id}/comments?lang=en&limit=${String(limit)}`);
      expect(pages.flat()).to.deep.equal(left);
      expect(pages).to.have.length(Math.ceil(6 / limit));
    }
    const behind = await boss.get(`/alerts/${id}/comments?page=2147483647`);
    expect(behind.body.data).to.deep.equal([]);
    expect(linkOf(behind, 'prev')).to.equal('?page=1&limit=20');
    const bad = failureOf(await boss.get(`/alerts/${id}/comments?limit=0`));
    expect(bad.message).to.equal("El parámetro 'limit' debe ser un número entero entre 1 y 100");
  });

  it('take another text, which has a version and an entry of its own', async () => {
    const { id } = await boss.create();
    const comment = await boss.comment(id, 'first');
    now = new Date(now.getTime() + 5000);
    const edited = await comments.edit(id, comment, { body: ' second ' });
    expect([edited.status, edited.headers['etag']]).to.deep.equal([200, '"2"']);
    const expected = { ...comment, body: ' second ', updated_at: now.toISOString(), version: 2 };
    expect(JSON.stringify(edited.body.data)).to.equal(JSON.stringify(expected));
    expect(await comments.list(id)).to.deep.equal([expected]);
    const same = await comments.edit(id, comment, { body: ' second ', version: 2 });
    expect([same.status, same.headers['etag'], same.body]).to.deep.equal([200, '"2"', edited.body]);
    expect(await comments.told(id)).to.deep.equal([
      'commentUpdated:  second ',
      'commentAdded: first',
      'created: Alerta creada',
    ]);
    expect((await boss.get(`/alerts/${id}`)).body.data).to.include({ version: 1 });
  });

  it('are deleted once, and the history keeps them', async () => {
    const { id } = await boss.create();
    const comment = await boss.comment(id, 'first');
    await comments.edit(id, comment, { body: 'second' });
    const removed = await comments.remove(id, comment);
    const data = { id: comment.id };
    expect([removed.status, removed.body]).to.deep.equal([200, { status: 'success', data }]);
    expect(failureOf(await comments.remove(id, comment))).to.deep.equal(GONE);
    expect(failureOf(await comments.edit(id, comment, { body: 'x' }))).to.deep.equal(GONE);
    expect(await comments.list(id)).to.deep.equal([]);
    expect((await comments.told(id)).slice(0, 3)).to.deep.equal([
      'commentDeleted: Eliminó un comentario',
      'commentUpdated: second',
      'commentAdded: first',
    ]);
    const subject = { space: 'default', kind: 'alert', id };
    const [last] = (await host.activity.find({ subject, limit: 1 })).activities;
    const body = { type: 'user', comment: 'second', owner: 'securitySolution' };
    expect(last?.change).to.deep.equal({
      type: 'comment',
      verb: 'deleted',
      commentId: comment.id,
      comment: body,
    });
  });

  it('are what is left of any sequence of writes', async function () {
    const step = fc.tuple(
      fc.constantFrom('add', 'edit', 'remove'),
      fc.nat(5),
      fc.constantFrom('a', 'b', 'c'),
    );
    const property = fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.nat(2), async (steps, page) => {
      const { id } = await boss.create();
      let model: { id: string; body: string; version: number }[] = [];
      for (const [verb, pick, text] of steps) {
        now = new Date(now.getTime() + 1);
        const chosen = model[pick % Math.max(1, model.length)];
        if (verb === 'add') model.unshift({ ...(await boss.comment(id, text)), version: 1 });
        else if (chosen === undefined) continue;
        else if (verb === 'remove') {
          expect((await comments.remove(id, chosen)).status).to.equal(200);
          model = model.filter((one) => one !== chosen);
        } else {
          expect((await comments.edit(id, chosen, { body: text })).status).to.equal(200);
          if (chosen.body !== text) chosen.version += 1;
          chosen.body = text;
        }
      }
      const plain = ({ id: comment, body, version }: (typeof model)[number]) => [comment, body, version];
      expect((await comments.list(id)).map(plain)).to.deep.equal(model.map(plain));
      const some = await comments.list(id, `?limit=2&page=${String(page + 1)}`);
      expect(some.map(plain)).to.deep.equal(model.slice(2 * page, 2 * page + 2).map(plain));
    });
    await fc.assert(property, { numRuns: 15 });
  });
});
