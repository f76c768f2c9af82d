import { expect } from 'chai';
import { codeOf } from '../contract/store_fixture.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { withoutStates } from '../support/host_records.js';
import { atMounts } from '../support/mounts.js';

const subject = { space: 'default', kind: 'server', id: 'db-3' };
const actor = { kind: 'user', username: 'mira' } as const;

atMounts('the in-process API', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost();
  });
  after(() => host.stop());

  it('records a new thing, its changes with old and new value, and its deletion', async () => {
    const base = withoutStates();
    await host.activity.record({ ...base, after: { disk: 'ok', tags: ['a'] } });
    await host.activity.record({
      ...base,
      before: { disk: 'ok', tags: ['a'] },
      after: { disk: 'full', tags: ['b'] },
    });
    await host.activity.record({ ...base, before: { disk: 'full' } });
    const { activities, total } = await host.activity.find({ subject: base.subject, order: 'asc' });
    expect(total).to.equal(5);
    expect(activities.map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4, 5]);
    expect(activities.map(({ change }) => change)).to.deep.equal([
      { type: 'created', snapshot: { disk: 'ok', tags: ['a'] } },
      { type: 'field', field: 'disk', before: 'ok', after: 'full' },
      { type: 'items', field: 'tags', verb: 'removed', items: ['a'] },
      { type: 'items', field: 'tags', verb: 'added', items: ['b'] },
      { type: 'deleted' },
    ]);
    expect(activities[0]?.actor).to.deep.include(actor);
  });

  it('writes nothing when nothing changed', async () => {
    const base = withoutStates({ subject: { ...subject, kind: 'case', id: 'unchanged' } });
    await host.activity.record({ ...base, after: { a: 1 } });
    const version = async (): Promise<unknown> =>
      ((await (await fetch(`${host.url}/api/cases/unchanged`)).json()) as { version: unknown }).version;
    const seen = await version();
    const outcome = await host.activity.record({ ...base, before: { a: 1 }, after: { a: 1 } });
    expect(outcome).to.deep.equal({ activities: [], total: 1 });
    expect([seen, await version()]).to.deep.equal(['WzEsMV0=', 'WzEsMV0=']);
  });

  it('answers the entries that were written, and how many there are now', async () => {
    const base = withoutStates();
    await host.activity.record({ ...base, after: { a: 1, b: 1 } });
    const outcome = await host.activity.record({ ...base, before: { a: 1, b: 1 }, after: { a: 2 } });
    const { activities } = await host.activity.find({ subject: base.subject, order: 'asc' });
    expect(outcome).to.deep.equal({ activities: activities.slice(1), total: 3 });
  });

  it('forgets a field that only `before` names, and knows it as absent', async () => {
    const base = withoutStates();
    await host.activity.record({ ...base, after: { a: 1, b: 1 } });
    await host.activity.record({ ...base, before: { a: 1 }, after: {} });
    await host.activity.record({ ...base, before: {}, after: { a: 2 } });
    expect((await host.activity.find({ subject: base.subject })).total).to.equal(3);
  });

  it('keeps a history to 5,000 sorts of changes', async () => {
    const base = withoutStates();
    const fields = (prefix: string, length: number): Record<string, number> =>
      Object.fromEntries(Array.from({ length }, (_, i) => [`${prefix}${String(i)}`, i + 1]));
    const [a, b, c] = [fields('a', 999), fields('b', 1000), fields('c', 1000)];
    // 1 creation and 999 values, then 999 clearings and 1,000 values, then 1,000 of each.
    await host.activity.record({ ...base, before: {}, after: a });
    await host.activity.record({ ...base, before: a, after: b });
    await host.activity.record({ ...base, before: b, after: c });
    await host.activity.record({ ...base, before: { c0: 1 }, after: {} });
    const another = host.activity.record({ ...base, before: { c1: 2 }, after: {} });
    expect(await codeOf(another)).to.equal('HISTORY_FULL');
    await host.activity.record({ ...base, before: { c1: 2 }, after: { c1: 3 } });
    expect((await host.activity.find({ subject: base.subject, limit: 1 })).total).to.equal(5001);
  });

  it('starts the history of a thing that existed before with its first known state', async () => {
    const base = withoutStates();
    await host.activity.record({ ...base, before: { a: 1 }, after: { a: 2 } });
    const { activities } = await host.activity.find({ subject: base.subject, order: 'asc' });
    expect(activities.map(({ change }) => change)).to.deep.equal([
      { type: 'created', snapshot: { a: 1 } },
      { type: 'field', field: 'a', before: 1, after: 2 },
    ]);
  });

  it('takes only the fields that changed, and keeps the others', async () => {
    const base = withoutStates();
    await host.activity.record({ ...base, after: { a: 1, b: 1 } });
    await host.activity.record({ ...base, before: { a: 1 }, after: { a: 2 } });
    await host.activity.record({ ...base, before: { b: 1 }, after: { b: 2 } });
    expect((await host.activity.find({ subject: base.subject })).total).to.equal(3);
  });

  it('refuses an old value that is not the one that was recorded', async () => {
    const base = withoutStates();
    await host.activity.record({ ...base, after: { a: 1 } });
    const stale = host.activity.record({ ...base, before: { a: 7 }, after: { a: 2 } });
    expect(await codeOf(stale)).to.equal('VERSION_CONFLICT');
    expect((await host.activity.find({ subject: base.subject })).total).to.equal(1);
  });

  it('keeps one unbroken chain when many write at once', async () => {
    const base = withoutStates();
    await host.activity.record({ ...base, after: { n: 0 } });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        host.activity.record({ ...base, before: { n: 0 }, after: { n: i + 1 } }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect((await host.activity.find({ subject: base.subject })).total).to.equal(2);
  });

  it('records a time in the past, but never before the entry before it', async () => {
    const base = withoutStates();
    const at = new Date('2016-02-29T01:16:00.000Z');
    await host.activity.record({ ...base, after: { a: 1 }, at });
    await host.activity.record({ ...base, before: { a: 1 }, after: { a: 2 }, at: new Date(0) });
    const { activities } = await host.activity.find({ subject: base.subject });
    expect(activities.map((activity) => activity.at)).to.deep.equal([at, at]);
  });

  it('pages, in both orders, and by facet', async () => {
    const base = withoutStates();
    await host.activity.record({ ...base, after: { n: 0 } });
    for (let n = 1; n <= 5; n += 1) {
      await host.activity.record({ ...base, before: { n: n - 1 }, after: { n } });
    }
    const seqs = async (over: object): Promise<number[]> =>
      (await host.activity.find({ subject: base.subject, ...over })).activities.map(({ seq }) => seq);
    expect(await seqs({ limit: 4 })).to.deep.equal([6, 5, 4, 3]);
    expect(await seqs({ limit: 4, page: 2 })).to.deep.equal([2, 1]);
    expect(await seqs({ limit: 4, page: 2, order: 'asc' })).to.deep.equal([5, 6]);
    expect(await seqs({ facets: ['created'] })).to.deep.equal([1]);
    const filtered = await host.activity.find({ subject: base.subject, facets: ['field:n'], limit: 2 });
    expect(filtered.total).to.equal(5);
  });

  it('answers an empty history for what was never recorded', async () => {
    expect(await host.activity.find({ subject: { ...subject, id: 'never' } })).to.deep.equal({
      activities: [],
      total: 0,
    });
  });
});
