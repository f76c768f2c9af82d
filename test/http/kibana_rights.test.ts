import { expect } from 'chai';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { aComment, aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { owner, startGranted } from '../support/kibana_grants.js';

atMounts('rights that writes of the Kibana dialect need (K13.3, K15.3)', () => {
  let host: TestHost;
  let root: KibanaClient;
  let found: KibanaCase;
  before(async () => {
    host = await startGranted();
    root = as('root');
    found = await root.create({ owner });
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  it('needs the right to assign for assignees', async () => {
    const assignees = [{ uid: 'u' }];
    const create = (over: object) => as('minimal').send('post', '/api/cases', aNewCase({ owner, ...over }));
    expect((await create({ assignees: [{ uid: '' }] })).status).to.equal(200);
    expectError(await create({ assignees }), 403, 'Unauthorized to update case with owners: "observability"');
    found = await root.create({ owner });
    expect((await as('minimal').patch(found, { assignees, title: 'x' })).status).to.equal(403);
    expect((await as('assign_only').patch(found, { assignees, title: 'x' })).status).to.equal(403);
    expect((await as('assign_only').patch(found, { assignees })).status).to.equal(200);
    found = await root.get(found.id);
    expect((await as('assign_only').patch(found, { assignees })).status).to.equal(406);
    expect((await as('dashboards').patch(found, { assignees })).status).to.equal(403);
  });

  it('needs the right to reopen for a closed case that gets another status', async () => {
    found = await root.create({ owner });
    expect((await as('reopen_only').patch(found, { status: 'closed' })).status).to.equal(403);
    expect((await as('minimal').patch(found, { status: 'closed' })).status).to.equal(200);
    found = await root.get(found.id);
    expect((await as('minimal').patch(found, { status: 'open' })).status).to.equal(403);
    expect((await as('reopen_only').patch(found, { status: 'open', title: 'x' })).status).to.equal(403);
    expect((await as('reopen_only').patch(found, { status: 'open' })).status).to.equal(200);
  });

  it('does not need the right to reopen for what reopens nothing', async () => {
    const patch = async (change: object): Promise<number> => {
      found = await root.get(found.id);
      return (await as('minimal').patch(found, change)).status;
    };
    found = await root.create({ owner });
    expect(await patch({ status: 'in-progress' })).to.equal(200);
    expect(await patch({ status: 'closed' })).to.equal(200);
    expect(await patch({ title: 'Closed' })).to.equal(200);
    expect(await patch({ title: 'Still closed', status: 'closed' })).to.equal(200);
    // What is stale reopens nothing either: it is not the right that is missing.
    expect((await as('minimal').patch({ id: found.id, version: 'old' }, { status: 'open' })).status).to.equal(
      409,
    );
  });

  it('needs the right to assign only where the assignees of a case differ', async () => {
    const uids = (...names: string[]): object => ({ assignees: names.map((uid) => ({ uid })) });
    const patch = async (change: object): Promise<number> => {
      found = await root.get(found.id);
      return (await as('minimal').patch(found, { title: `T ${found.version}`, ...change })).status;
    };
    found = await root.create({ owner, ...uids('u', 'v') });
    expect(await patch({})).to.equal(200);
    expect(await patch(uids('v', 'u', 'u', ''))).to.equal(200);
    for (const differing of [uids('u'), uids('u', 'w'), uids('u', 'v', 'w'), uids()]) {
      expect(await patch(differing)).to.equal(403);
    }
    expect(await patch({})).to.equal(200);
    const subject = { space: 'team-a', kind: 'case', id: 'unassigned' };
    const actor = { kind: 'system' } as const;
    await host.activity.record({ subject, owner, actor, after: { title: 'Of the host' } });
    found = await root.get('unassigned');
    expect(await patch(uids())).to.equal(200);
    expect(await patch(uids('u'))).to.equal(403);
  });

  it('needs the right to update as soon as one case of the request is more than reopened or assigned', async () => {
    const pair = async (status: string): Promise<readonly [KibanaCase, KibanaCase]> => {
      const cases = [await root.create({ owner }), await root.create({ owner })] as const;
      for (const one of cases) await root.patch(one, { status });
      return [await root.get(cases[0].id), await root.get(cases[1].id)];
    };
    const patch = async (
      user: string,
      ...cases: readonly (readonly [KibanaCase, object])[]
    ): Promise<number> => {
      const sent = cases.map(([{ id, version }, change]) => ({ id, version, ...change }));
      return (await as(user).send('patch', '/api/cases', { cases: sent })).status;
    };
    const [title, status, assignees] = [{ title: 'x' }, { status: 'open' }, { assignees: [{ uid: 'u' }] }];
    const [a, b] = await pair('closed');
    expect(await patch('reopen_only', [a, status], [b, { ...status, ...title }])).to.equal(403);
    expect(await patch('reopen_only', [a, status], [b, status])).to.equal(200);
    const [c, d] = await pair('in-progress');
    expect(await patch('assign_only', [c, assignees], [d, title])).to.equal(403);
    expect(await patch('minimal', [c, { ...assignees, ...title }], [d, title])).to.equal(403);
    expect(await patch('assign_only', [c, assignees], [d, assignees])).to.equal(200);
  });

  it('needs every right for every owner of the request', async () => {
    const [mine, other] = [await root.create({ owner }), await root.create({ owner: 'securitySolution' })];
    const cases = [mine, other].map(({ id, version }) => ({ id, version, title: 'New' }));
    const response = await as('all_a').send('patch', '/api/cases', { cases });
    expectError(response, 403, 'Unauthorized to update case with owners: "observability, securitySolution"');
    expect(await root.actions(mine.id)).to.have.length(1);
  });

  it('needs the right to delete, and only that', async () => {
    const remove = (user: string) =>
      as(user).send('delete', `/api/cases?ids=${encodeURIComponent(JSON.stringify([found.id]))}`);
    found = await root.create({ owner });
    expectError(await remove('minimal'), 403, 'Unauthorized to delete case with owners: "observability"');
    expect((await remove('delete_only')).status).to.equal(204);
  });

  it('lets a commenter comment who may do nothing else', async () => {
    found = await root.create({ owner });
    const post = (body: object) => as('comment_only').send('post', `/api/cases/${found.id}/comments`, body);
    expect((await post(aComment({ owner }))).status).to.equal(200);
    expect((await post(aComment({ owner: 'cases' }))).status).to.equal(403);
  });
});
