import { expect } from 'chai';
import type { RecordInput } from '../../server/index.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';

const subject = { space: 'default', kind: 'server', id: 'db-3' };
const actor = { kind: 'user', username: 'mira' } as const;

describe('the in-process API', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost();
  });
  after(() => host.stop());

  let counter = 0;
  function input(over: Partial<RecordInput> = {}): RecordInput {
    counter += 1;
    return { subject: { ...subject, id: `db-${String(counter)}` }, owner: 'cases', actor, ...over };
  }
  async function codeOf(promise: Promise<unknown>): Promise<unknown> {
    return promise.then(
      () => 'no error',
      (error: unknown) => (error as { code?: unknown }).code,
    );
  }

  it('records a new thing, its changes with old and new value, and its deletion', async () => {
    const base = input();
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
    const base = input();
    await host.activity.record({ ...base, after: { a: 1 } });
    const outcome = await host.activity.record({ ...base, before: { a: 1 }, after: { a: 1 } });
    expect(outcome).to.deep.equal({ activities: [], total: 1 });
  });

  it('starts the history of a thing that existed before with its first known state', async () => {
    const base = input();
    await host.activity.record({ ...base, before: { a: 1 }, after: { a: 2 } });
    const { activities } = await host.activity.find({ subject: base.subject, order: 'asc' });
    expect(activities.map(({ change }) => change)).to.deep.equal([
      { type: 'created', snapshot: { a: 1 } },
      { type: 'field', field: 'a', before: 1, after: 2 },
    ]);
  });

  it('takes only the fields that changed, and keeps the others', async () => {
    const base = input();
    await host.activity.record({ ...base, after: { a: 1, b: 1 } });
    await host.activity.record({ ...base, before: { a: 1 }, after: { a: 2 } });
    await host.activity.record({ ...base, before: { b: 1 }, after: { b: 2 } });
    expect((await host.activity.find({ subject: base.subject })).total).to.equal(3);
  });

  it('refuses an old value that is not the one that was recorded', async () => {
    const base = input();
    await host.activity.record({ ...base, after: { a: 1 } });
    const stale = host.activity.record({ ...base, before: { a: 7 }, after: { a: 2 } });
    expect(await codeOf(stale)).to.equal('VERSION_CONFLICT');
    expect((await host.activity.find({ subject: base.subject })).total).to.equal(1);
  });

  it('keeps one unbroken chain when many write at once', async () => {
    const base = input();
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
    const base = input();
    const at = new Date('2016-02-29T01:16:00.000Z');
    await host.activity.record({ ...base, after: { a: 1 }, at });
    await host.activity.record({ ...base, before: { a: 1 }, after: { a: 2 }, at: new Date(0) });
    const { activities } = await host.activity.find({ subject: base.subject });
    expect(activities.map((activity) => activity.at)).to.deep.equal([at, at]);
  });

  it('pages, in both orders, and by facet', async () => {
    const base = input();
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

  const bad: [string, Partial<RecordInput> | { at: Date }][] = [
    ['an unknown owner', { owner: 'nobody', after: {} }],
    ['neither before nor after', {}],
    ['a date in the state', { after: { at: new Date() as never } }],
    ['an undefined value', { after: { at: undefined as never } }],
    ['a number that is not finite', { after: { n: Number.NaN } }],
    ['a state that is no object', { after: [] as never }],
    ['a bad date', { after: {}, at: new Date(Number.NaN) }],
    ['an id with NUL', { after: {}, subject: { ...subject, id: 'a\0' } }],
    ['an id that is too long', { after: {}, subject: { ...subject, id: 'a'.repeat(513) } }],
    ['a space in capitals', { after: {}, subject: { ...subject, space: 'Default' } }],
    ['no kind', { after: {}, subject: { ...subject, kind: '' } }],
    ['an unknown kind of actor', { after: {}, actor: { kind: 'robot' } as never }],
  ];
  for (const [what, over] of bad) {
    it(`refuses ${what}`, async () => {
      expect(await codeOf(host.activity.record(input(over)))).to.equal('INVALID_REQUEST');
    });
  }

  it('refuses what does not fit the history', async () => {
    const base = input();
    expect(await codeOf(host.activity.record({ ...base, before: { a: 1 } }))).to.equal('RECORD_NOT_FOUND');
    await host.activity.record({ ...base, after: { a: 1 } });
    expect(await codeOf(host.activity.record({ ...base, after: { a: 1 } }))).to.equal('RECORD_EXISTS');
    const moved = { ...base, owner: 'observability', before: { a: 1 }, after: { a: 2 } };
    expect(await codeOf(host.activity.record(moved))).to.equal('INVALID_REQUEST');
    expect(await codeOf(host.activity.find({ subject: base.subject, limit: 0 }))).to.equal('INVALID_REQUEST');
    expect(await codeOf(host.activity.find({ subject: base.subject, page: 1.5 }))).to.equal(
      'INVALID_REQUEST',
    );
  });
});
