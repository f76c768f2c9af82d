import { expect } from 'chai';
import type { KibanaAttachment } from '../../common/kibana.js';
import { startAttachmentHost } from '../support/attachment_host.js';
import type { TestHost } from '../support/host.js';
import { accepted, aComment, KibanaClient } from '../support/kibana.js';
import { anAlertComment, attach, attachmentsOf, BODIES, commentPage } from '../support/kibana_attachments.js';

const NOBODY = { username: null, email: null, full_name: null };

describe('attachments of every sub-type (K4, K5, K16)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  let now = new Date('2025-03-04T08:00:00.000Z');
  before(async () => {
    host = await startAttachmentHost(() => now);
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  for (const [name, body] of Object.entries(BODIES)) {
    it(`are added, changed, read and deleted: ${name}`, async () => {
      now = new Date('2025-03-04T08:00:00.000Z');
      const { id } = await kibana.create();
      const [added] = (await kibana.comment(id, { comment: undefined, ...body })).comments;
      if (added === undefined) throw new Error('It was not added.');
      const shown = {
        ...{
          id: added.id,
          version: added.version,
          ...body,
          created_at: now.toISOString(),
          created_by: NOBODY,
        },
        ...{ updated_at: null, updated_by: null, pushed_at: null, pushed_by: null },
      };
      expect(added).to.deep.equal(shown);
      now = new Date('2025-03-04T09:00:00.000Z');
      const edit = { ...body, id: added.id, version: added.version };
      const edited = await kibana.send('patch', `/api/cases/${id}/comments`, edit);
      const [changed] = (accepted(edited) as { comments: KibanaAttachment[] }).comments;
      expect(changed).to.deep.equal({
        ...shown,
        ...{ version: changed?.version, updated_at: now.toISOString(), updated_by: NOBODY },
      });
      expect(changed?.version).to.not.equal(added.version);
      expect(accepted(await kibana.send('get', `/api/cases/${id}/comments/${added.id}`))).to.deep.equal(
        changed,
      );
      expect((await kibana.get(id)).comments).to.deep.equal([changed]);
      expect((await kibana.send('delete', `/api/cases/${id}/comments/${added.id}`)).status).to.equal(204);
      const left = await kibana.get(id);
      expect([left.comments, left.totalComment, left.totalAlerts]).to.deep.equal([[], 0, 0]);
      const told = (await kibana.actions(id)).slice(1);
      expect(
        told.map(({ type, action, comment_id, payload }) => [type, action, comment_id, payload]),
      ).to.deep.equal(
        ['create', 'update', 'delete'].map((verb) => ['comment', verb, added.id, { comment: body }]),
      );
    });
  }

  it('count what is attached now: comments of people, and distinct alerts (K15.1)', async () => {
    const { id } = await kibana.create();
    await attach(kibana, id, [...Object.values(BODIES), anAlertComment('a-3'), aComment({ comment: 'b' })]);
    const { totalComment, totalAlerts, comments } = await kibana.get(id);
    expect([totalComment, totalAlerts]).to.deep.equal([2, 3]);
    const [alert] = comments.filter(({ type }) => type === 'alert');
    const edit = { ...anAlertComment(['a-1', 'a-3']), id: alert?.id, version: alert?.version };
    const edited = accepted(await kibana.send('patch', `/api/cases/${id}/comments`, edit));
    expect(edited).to.include({ totalComment: 2, totalAlerts: 2 });
  });

  it('are told with their case, whatever is written in it', async () => {
    const { id } = await kibana.create({ title: '"comments":[]', description: '{"comments":[]}' });
    const all = await attach(kibana, id, [aComment({ comment: '"comments":[]' }), aComment()]);
    const found = await kibana.get(id);
    expect(found).to.include({ title: '"comments":[]', description: '{"comments":[]}', totalComment: 2 });
    expect(found.comments).to.deep.equal(all);
    const resolved = accepted(await kibana.send('get', `/api/cases/${id}/resolve`));
    expect(resolved).to.deep.equal({ outcome: 'exactMatch', case: found });
    expect(Object.keys(found).slice(-3)).to.deep.equal(['comments', 'totalComment', 'totalAlerts']);
  });

  it('are added at once in their order, with one time, or not at all', async () => {
    const { id } = await kibana.create();
    const all = await attach(kibana, id, Object.values(BODIES));
    expect(all.map(({ type }) => type)).to.deep.equal(Object.values(BODIES).map(({ type }) => type));
    const told = (await kibana.actions(id)).slice(1);
    expect(told.map(({ comment_id: comment }) => comment)).to.deep.equal(all.map((one) => one.id));
    expect(new Set(told.map(({ created_at: at }) => at)).size).to.equal(1);
    const before = await kibana.get(id);
    expect(await attach(kibana, id, [])).to.deep.equal(all);
    const bodies = [aComment(), aComment({ owner: 'observability' })];
    const answer = await kibana.send('post', `/internal/cases/${id}/attachments/_bulk_create`, bodies);
    expect(answer.status).to.equal(400);
    expect(await kibana.get(id)).to.deep.equal(before);
  });

  describe('by pages (G8)', () => {
    it('are those of people, in either order, without those that are gone', async () => {
      const { id } = await kibana.create();
      const bodies = Array.from({ length: 45 }, (_, i) => aComment({ comment: String(i) }));
      const all = await attach(kibana, id, [...bodies, anAlertComment('a-1')]);
      const people = all.filter(({ type }) => type === 'user');
      const check = async (expected: readonly KibanaAttachment[]): Promise<void> => {
        for (const order of ['asc', 'desc']) {
          const wanted = order === 'asc' ? expected : expected.toReversed();
          const found: KibanaAttachment[] = [];
          for (const page of [1, 2, 3, 4, 5]) {
            const query = `?perPage=10&page=${String(page)}&sortOrder=${order}`;
            const { comments, ...rest } = await commentPage(kibana, id, query);
            expect(rest).to.deep.equal({ page, per_page: 10, total: expected.length });
            found.push(...comments);
          }
          expect(found).to.deep.equal(wanted);
        }
      };
      await check(people);
      const gone = new Set(['0', '7', '8', '20', '44']);
      for (const one of people.filter(({ comment }) => gone.has(String(comment)))) {
        expect((await kibana.send('delete', `/api/cases/${id}/comments/${one.id}`)).status).to.equal(204);
      }
      await check(people.filter(({ comment }) => !gone.has(String(comment))));
    });

    it('have their defaults and their limits (K8)', async () => {
      const { id } = await kibana.create();
      expect(await commentPage(kibana, id)).to.deep.equal({ comments: [], page: 1, per_page: 20, total: 0 });
      expect(await commentPage(kibana, 'none', '?perPage=0')).to.deep.equal({
        ...{ comments: [], page: 1, per_page: 0, total: 0 },
      });
    });
  });

  it('are all told, oldest first, by the deprecated route (G10)', async () => {
    const { id } = await kibana.create();
    const all = await attach(kibana, id, Object.values(BODIES));
    const answer = await kibana.send('get', `/api/cases/${id}/comments`);
    expect(answer.body).to.deep.equal(all);
    expect(answer.headers['warning']).to.equal('299 Kibana-8.19.0 "Deprecated endpoint"');
    expect((await kibana.send('get', '/api/cases/none/comments')).body).to.deep.equal([]);
  });

  it('are found by their ids, or it is told why not (G11)', async () => {
    const [{ id }, other] = [await kibana.create(), await kibana.create()];
    const [first, second] = await attach(kibana, id, [aComment(), anAlertComment('a-1')]);
    const [elsewhere] = await attach(kibana, other.id, [aComment()]);
    const ids = [second, elsewhere, first].map((one) => one?.id ?? '');
    expect(await attachmentsOf(kibana, id, [...ids, 'none'])).to.deep.equal({
      attachments: [second, first],
      errors: [
        {
          error: 'Bad Request',
          message: `Attachment is not attached to case id=${id}`,
          status: 400,
          attachmentId: elsewhere?.id,
        },
        {
          error: 'Not Found',
          message: 'Saved object [cases-comments/none] not found',
          status: 404,
          attachmentId: 'none',
        },
      ],
    });
  });

  it('are found one by one also under the id of another case (G9)', async () => {
    const { id } = await kibana.create();
    const [one] = await attach(kibana, id, [aComment()]);
    const found = await kibana.send('get', `/api/cases/none/comments/${one?.id ?? ''}`);
    expect(accepted(found)).to.deep.equal(one);
  });
});
