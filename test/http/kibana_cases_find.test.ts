import { expect } from 'chai';
import fc from 'fast-check';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aUser, KibanaClient } from '../support/kibana.js';
import { aCase, aCaseQuery, foundCases, isMeant, keysOf, ordered } from '../support/kibana_case_lists.js';
import type { QueryKeys } from '../support/kibana_case_lists.js';

const START = new Date('2025-03-04T08:00:00.000Z');

describe('the cases that are found (K15.5)', () => {
  let host: TestHost;
  let now = START;
  const clients = new Map<string, KibanaClient>();
  /** In the order of their creation. */
  let known: readonly KibanaCase[];

  before(async () => {
    host = await startHost({
      clock: () => now,
      config: { security: { users: ['mira', 'noah'].map((name) => aUser(name, 'superuser')) } },
    });
    for (const username of ['mira', 'noah']) clients.set(username, new KibanaClient(host, { username }));
    const made: string[] = [];
    for (const { reporter, status, hours, ...over } of fc.sample(aCase, { numRuns: 60, seed: 7 })) {
      now = new Date(now.getTime() + hours * 3_600_000);
      const created = await as(reporter).create(over);
      made.push(created.id);
      if (status !== 'open') expect((await as('mira').patch(created, { status })).status).to.equal(200);
    }
    known = await Promise.all(made.map((id) => as('mira').get(id)));
  });
  after(() => host.stop());

  function as(username: string): KibanaClient {
    const client = clients.get(username);
    if (client === undefined) throw new Error(`Nobody is called ${username}.`);
    return client;
  }

  const ids = (cases: readonly KibanaCase[]): readonly string[] => cases.map(({ id }) => id);

  it('are a page of whole cases without comments, newest first, counted by status', async () => {
    const newestFirst = ordered(known, { sortField: 'createdAt', sortOrder: 'desc' });
    const page = await foundCases(as('mira'));
    const withStatus = (status: string): number => known.filter((one) => one.status === status).length;
    expect(page).to.deep.equal({
      cases: newestFirst.slice(0, 20),
      page: 1,
      per_page: 20,
      total: 60,
      count_open_cases: withStatus('open'),
      count_in_progress_cases: withStatus('in-progress'),
      count_closed_cases: withStatus('closed'),
    });
    expect(Object.keys(page)[0]).to.equal('cases');
    await as('mira').comment(newestFirst[0]?.id ?? '', { owner: newestFirst[0]?.owner });
    const [commented] = (await foundCases(as('mira'), { perPage: 1 })).cases;
    expect(commented).to.deep.include({ comments: [], totalComment: 1 });
    known = await Promise.all(known.map(({ id }) => as('mira').get(id))).then((all) =>
      all.map((one) => ({ ...one, comments: [] })),
    );
  });

  it('are those of a plain model, whatever the filters and the order, with its counts', async () => {
    await fc.assert(
      fc.asyncProperty(aCaseQuery, async (query) => {
        const page = await foundCases(as('noah'), { ...keysOf(query, START), perPage: 100 });
        const meant = known.filter((one) => isMeant(one, query, START));
        expect(ids(page.cases)).to.deep.equal(ids(ordered(meant, query)));
        const counted = known.filter((one) => isMeant(one, { ...query, status: undefined }, START));
        const withStatus = (status: string): number => counted.filter((one) => one.status === status).length;
        expect(page).to.deep.include({
          total: meant.length,
          count_open_cases: withStatus('open'),
          count_in_progress_cases: withStatus('in-progress'),
          count_closed_cases: withStatus('closed'),
        });
      }),
      { numRuns: 100 },
    );
  });

  it('are each on one page, whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(aCaseQuery, fc.constantFrom(7, 20, 60), async (query, perPage) => {
        const { sortField, sortOrder, status } = query;
        const keys = { sortField, sortOrder, perPage, ...(status === undefined ? {} : { status }) };
        const seen: string[] = [];
        for (let page = 1; page <= Math.ceil(60 / perPage) + 1; page += 1) {
          seen.push(...ids((await foundCases(as('mira'), { ...keys, page })).cases));
        }
        const meant = known.filter((one) => status === undefined || status.includes(one.status));
        expect(seen).to.deep.equal(ids(ordered(meant, query)));
      }),
      { numRuns: 30 },
    );
  });

  it('are counted only on a page of none, and behind the last page', async () => {
    for (const keys of [{ perPage: 0 }, { page: 4 }, { page: 100, perPage: 100 }]) {
      const page = await foundCases(as('mira'), keys);
      expect(page).to.deep.include({
        cases: [],
        total: 60,
        page: keys.page ?? 1,
        per_page: keys.perPage ?? 20,
      });
    }
    const none = await foundCases(as('mira'), { owner: 'unheard-of', status: 'open' });
    expect(none).to.deep.include({ cases: [], total: 0, count_open_cases: 0, count_closed_cases: 0 });
  });

  it('are found by when they were created, both ends included', async () => {
    const at = known[10]?.created_at ?? '';
    const total = async (keys: QueryKeys): Promise<number> => (await foundCases(as('mira'), keys)).total;
    const created = known.map(({ created_at: one }) => Date.parse(one));
    const expected = (from: number, to = Infinity): number =>
      created.filter((one) => one >= from && one <= to).length;
    const time = Date.parse(at);
    expect(await total({ from: at, to: at }))
      .to.equal(expected(time, time))
      .and.be.above(0);
    expect(await total({ from: new Date(time + 1).toISOString() })).to.equal(expected(time + 1));
    expect(await total({ to: new Date(time - 1).toISOString() })).to.equal(expected(0, time - 1));
    expect(await total({ from: at.replace('Z', '+00:00') })).to.equal(expected(time));
    expect(await total({ from: at, to: new Date(time - 1).toISOString() })).to.equal(0);
    const day = 86_400_000;
    expect(await total({ from: '2025-03-05', to: '2025-03-05' })).to.equal(
      expected(Date.UTC(2025, 2, 5), Date.UTC(2025, 2, 6) - 1),
    );
    now = new Date('2025-05-31T12:00:00.000Z');
    for (const [words, from] of [
      ['now', now.getTime()],
      ['now-0d', now.getTime()],
      ['now-7689600s', now.getTime() - 89 * day],
      ['now-2112h', now.getTime() - 88 * day],
      ['now-124560m', now.getTime() - 86.5 * day],
      ['now-87d', now.getTime() - 87 * day],
      ['now-12w', now.getTime() - 84 * day],
      ['now-1y', 0],
      // As the same day of February, which has none: its last.
      ['now-3M', Date.UTC(2025, 1, 28, 12)],
    ] as const) {
      expect(await total({ from: words }), words).to.equal(expected(from));
      expect(await total({ to: words }), words).to.equal(expected(0, from));
    }
  });

  it('take one value for a list of one, and texts as they are', async () => {
    const page = await foundCases(as('mira'), { tags: 'a,b', perPage: 100 });
    expect(page.total)
      .to.equal(known.filter(({ tags }) => tags.includes('a,b')).length)
      .and.be.above(0);
    expect((await foundCases(as('mira'), { tags: 'MAIL' })).total).to.equal(0);
    expect((await foundCases(as('mira'), { tags: '' })).total).to.equal(0);
    expect((await foundCases(as('mira'), { category: ['Fraud', 'Fraud'] })).total).to.equal(
      known.filter(({ category }) => category === 'Fraud').length,
    );
  });
});
