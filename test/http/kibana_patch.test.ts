import { expect } from 'chai';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { accepted, expectError, KibanaClient } from '../support/kibana.js';

atMounts('PATCH /api/cases (K6.1, K15.3)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  let now = new Date('2025-03-04T08:00:00.000Z');
  before(async () => {
    host = await startHost({ clock: () => now });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  async function patched(found: KibanaCase, change: object): Promise<KibanaCase> {
    const [changed] = accepted(await kibana.patch(found, change)) as KibanaCase[];
    expect(changed).to.not.equal(undefined);
    return changed ?? found;
  }

  /** Activity after the creation, as `type/action/payload`. */
  async function told(id: string): Promise<string[]> {
    const [, ...actions] = await kibana.actions(id);
    return actions.map(({ type, action, payload }) => `${type}/${action} ${JSON.stringify(payload)}`);
  }

  const uids = (...names: string[]): object[] => names.map((uid) => ({ uid }));

  it('tells the changes in the order of the request, then status, then assignees', async () => {
    const created = await kibana.create({ tags: ['old'] });
    await patched(created, { status: 'closed', title: 'New', assignees: uids('u'), tags: ['new'] });
    expect(await told(created.id)).to.deep.equal([
      'title/update {"title":"New"}',
      'tags/add {"tags":["new"]}',
      'tags/delete {"tags":["old"]}',
      'status/update {"status":"closed"}',
      'assignees/add {"assignees":[{"uid":"u"}]}',
    ]);
  });

  it('counts seven actions when a tag is replaced by two and the status is repeated', async () => {
    const created = await kibana.create({ tags: ['old'] });
    await patched(created, {
      status: 'open',
      severity: 'high',
      title: 'T',
      description: 'D',
      settings: { syncAlerts: false },
      connector: { id: 'c', name: 'n', type: '.swimlane', fields: { caseId: null } },
      tags: ['b', 'a'],
    });
    const actions = await kibana.actions(created.id);
    expect(actions.slice(1).map(({ type, action }) => `${type}/${action}`)).to.deep.equal([
      'severity/update',
      'title/update',
      'description/update',
      'settings/update',
      'connector/update',
      'tags/add',
      'tags/delete',
    ]);
    expect(new Set(actions.slice(1).map(({ created_at: at }) => at)).size).to.equal(1);
    expect(actions[6]?.payload).to.deep.equal({ tags: ['b', 'a'] });
  });

  const unchanged: readonly (readonly [string, object])[] = [
    ['tags in another order and repeated', { tags: ['b', 'a', 'b'] }],
    [
      'the same connector with its keys in another order',
      { connector: { type: '.none', fields: null, name: 'none', id: 'none' } },
    ],
    ['its own owner', { owner: 'cases' }],
    ['assignees without uid', { assignees: uids('') }],
    ['a category of null', { category: null }],
    ['no custom fields', { customFields: [] }],
    ['nothing', {}],
  ];
  for (const [name, change] of unchanged) {
    it(`takes ${name} for no change`, async () => {
      const created = await kibana.create({ tags: ['a', 'b'] });
      expectError(
        await kibana.patch(created, change),
        406,
        'All update fields are identical to current version.',
      );
      expect(await kibana.get(created.id)).to.have.property('version', created.version);
    });
  }

  it('stores trimmed values and tells them', async () => {
    const created = await kibana.create();
    const changed = await patched(created, {
      title: ' T ',
      category: ' c ',
      tags: [' x '],
      description: ' D ',
    });
    expect(changed).to.include({ title: 'T', category: 'c', description: 'D' });
    expect(changed.tags).to.deep.equal(['x']);
    expect(await told(created.id)).to.deep.equal([
      'title/update {"title":"T"}',
      'category/update {"category":"c"}',
      'tags/add {"tags":["x"]}',
      'tags/delete {"tags":["storage"]}',
      'description/update {"description":"D"}',
    ]);
    await patched(changed, { category: null });
    expect((await told(created.id)).at(-1)).to.equal('category/delete {"category":null}');
  });

  it('compares before trimming: a title that is the same once trimmed is told, a tag is not', async () => {
    const created = await kibana.create({ title: 'a', tags: ['a'] });
    const retitled = await patched(created, { title: ' a' });
    expect(await told(created.id)).to.deep.equal(['title/update {"title":"a"}']);
    const retagged = await patched(retitled, { tags: [' a'] });
    expect(await told(created.id)).to.have.length(1);
    expect(retagged.version).to.not.equal(retitled.version);
  });

  it('removes duplicate assignees and tells those added before those removed', async () => {
    const created = await kibana.create({ assignees: uids('a', 'b') });
    const changed = await patched(created, { assignees: uids('b', 'c', 'c', '') });
    expect(changed.assignees).to.deep.equal(uids('b', 'c'));
    expect(await told(created.id)).to.deep.equal([
      'assignees/add {"assignees":[{"uid":"c"}]}',
      'assignees/delete {"assignees":[{"uid":"a"}]}',
    ]);
  });

  it('notes closing and forgets it when the case is opened again', async () => {
    now = new Date('2025-03-04T09:00:00.000Z');
    const created = await kibana.create();
    now = new Date('2025-03-04T09:01:30.999Z');
    const closed = await patched(created, { status: 'closed' });
    expect(closed).to.include({ status: 'closed', duration: 90, closed_at: now.toISOString() });
    expect(closed.closed_by).to.deep.equal({ username: null, email: null, full_name: null });
    expect(closed).to.include({ updated_at: now.toISOString() });
    const retitled = await patched(closed, { title: 'Other' });
    expect(retitled).to.include({ duration: 90, closed_at: now.toISOString() });
    const opened = await patched(retitled, { status: 'in-progress' });
    expect(opened).to.include({ duration: null, closed_at: null, closed_by: null });
  });

  it('changes several cases with one time, answers those that changed in the order of the request', async () => {
    const [a, b, c] = [await kibana.create(), await kibana.create(), await kibana.create()];
    const response = await kibana.send('patch', '/api/cases', {
      cases: [
        { id: c.id, version: c.version, title: 'C' },
        { id: b.id, version: b.version, title: b.title },
        { id: a.id, version: a.version, title: 'A' },
      ],
    });
    const changed = accepted(response) as KibanaCase[];
    expect(changed.map(({ id, title }) => [id, title])).to.deep.equal([
      [c.id, 'C'],
      [a.id, 'A'],
    ]);
    expect(changed.map(({ comments }) => comments)).to.deep.equal([[], []]);
    expect(await kibana.actions(b.id)).to.have.length(1);
  });

  it('lets one of many writers with the same version through', async () => {
    const created = await kibana.create();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => kibana.patch(created, { title: `writer ${String(i)}` })),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, ...Array<number>(7).fill(409)]);
    expect(await kibana.actions(created.id)).to.have.length(2);
  });
});
