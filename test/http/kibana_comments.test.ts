import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { aComment, expectError, KibanaClient } from '../support/kibana.js';

const NOBODY = { username: null, email: null, full_name: null };

atMounts('comments of cases of the Kibana dialect (K6, K16)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  const now = new Date('2025-03-04T08:00:00.000Z');
  before(async () => {
    host = await startHost({ clock: () => now });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  it('are answered with the case, oldest first, each with its activity', async () => {
    const created = await kibana.create();
    await kibana.comment(created.id, { comment: ' first ' });
    const answered = await kibana.comment(created.id, { comment: 'second' });
    expect(answered.totalComment).to.equal(2);
    expect(answered.version).to.not.equal(created.version);
    expect(answered).to.include({ updated_at: now.toISOString() });
    const [first, second] = answered.comments;
    expect(first).to.deep.equal({
      id: first?.id,
      version: 'WzEsMV0=',
      type: 'user',
      comment: ' first ',
      owner: 'cases',
      created_at: now.toISOString(),
      created_by: NOBODY,
      updated_at: null,
      updated_by: null,
      pushed_at: null,
      pushed_by: null,
    });
    expect(await kibana.get(created.id)).to.deep.equal(answered);
    const [, ...actions] = await kibana.actions(created.id);
    expect(
      actions.map(({ type, action, comment_id: id, payload }) => ({ type, action, id, payload })),
    ).to.deep.equal([
      {
        type: 'comment',
        action: 'create',
        id: first?.id,
        payload: { comment: aComment({ comment: ' first ' }) },
      },
      {
        type: 'comment',
        action: 'create',
        id: second?.id,
        payload: { comment: aComment({ comment: 'second' }) },
      },
    ]);
  });

  it('are all kept that are added at the same time', async () => {
    const { id } = await kibana.create();
    await Promise.all(Array.from({ length: 12 }, (_, i) => kibana.comment(id, { comment: String(i) })));
    const { comments, totalComment } = await kibana.get(id);
    expect(totalComment).to.equal(12);
    const actions = (await kibana.actions(id)).slice(1);
    expect(actions.map(({ comment_id: comment }) => comment)).to.deep.equal(comments.map((one) => one.id));
  });

  it('are refused for another owner and for missing cases', async () => {
    const { id } = await kibana.create();
    const post = (to: string, over: object) =>
      kibana.send('post', `/api/cases/${to}/comments`, aComment({ ...over }));
    expectError(
      await post(id, { owner: 'observability' }),
      400,
      'The owner field of the comment must match the case',
    );
    expectError(await post('none', {}), 404, 'Saved object [cases/none] not found');
    expectError(
      await post('none', { owner: 'nobody' }),
      403,
      'Unauthorized to create comments with owners: "nobody"',
    );
    expect(await kibana.actions(id)).to.have.length(1);
  });
});
