import { expect } from 'chai';
import type { NativeBucket, NativeSpaceStatistics } from '../../common/native_statistics.js';
import type { RecordInput } from '../../server/index.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const HOUR = 3_600_000;
const NONE = { count: 0, p50Ms: null, p90Ms: null };

type Step = readonly [at: string, id: string, change: object];

/** Around the night in which the clocks of Berlin went forward, and one record of its own. */
const STORY: readonly Step[] = [
  ['2026-03-27T12:00:00Z', 'alert/one', { status: 'open' }],
  ['2026-03-27T13:00:00Z', 'alert/two', { status: 'open' }],
  ['2026-03-27T14:00:00Z', 'alert/one', { status: 'busy' }],
  ['2026-03-27T23:30:00Z', 'alert/two', { severity: 'low' }],
  ['2026-03-29T21:30:00Z', 'alert/two', { status: 'closed' }],
  ['2026-03-29T22:30:00Z', 'incident/three', { status: 'open' }],
  ['2026-03-30T00:30:00Z', 'alert/one', { status: 'closed' }],
  ['2026-04-01T00:00:00Z', 'incident/three', { status: 'resolved' }],
];

atMounts('the figures of a space (N9)', () => {
  let host: TestHost;
  let client: NativeClient;
  before(async () => {
    let now = '';
    host = await startAlertHost({ clock: () => new Date(now) });
    const states = new Map<string, object>();
    for (const [at, name, change] of STORY) {
      now = at;
      const [kind = '', id = ''] = name.split('/');
      const before = states.get(name);
      const actor: RecordInput['actor'] =
        id === 'three' ? { kind: 'system' } : { kind: 'user', username: `of ${id}` };
      const owner = id === 'three' ? 'observability' : 'securitySolution';
      await recordChange(
        host,
        before as undefined,
        { ...before, ...change },
        {
          ...{ subject: { space: 'default', kind, id }, owner, actor },
        },
      );
      states.set(name, { ...before, ...change });
    }
    client = new NativeClient(host);
  });
  after(() => host.stop());

  const figures = (query: string): Promise<NativeSpaceStatistics> =>
    client.read<NativeSpaceStatistics>(`/statistics?${query}`);
  const starts = (buckets: readonly NativeBucket[]) =>
    buckets.map(({ start, entries }) => [start.replace(':00.000Z', ''), entries]);

  it('are told by day, also of days without any', async () => {
    expect(await figures('from=2026-03-27&to=2026-03-31')).to.deep.equal({
      entries: 7,
      buckets: [
        {
          ...{ start: '2026-03-27T00:00:00.000Z', entries: 4, byType: { created: 2, field: 2 }, created: 2 },
          acknowledged: { count: 2, p50Ms: 2 * HOUR, p90Ms: 56.5 * HOUR },
          resolved: { count: 2, p50Ms: 56.5 * HOUR, p90Ms: 60.5 * HOUR },
        },
        {
          ...{ start: '2026-03-28T00:00:00.000Z', entries: 0, byType: {}, created: 0 },
          ...{ acknowledged: NONE, resolved: NONE },
        },
        {
          ...{ start: '2026-03-29T00:00:00.000Z', entries: 2, byType: { field: 1, created: 1 }, created: 1 },
          acknowledged: { count: 1, p50Ms: 49.5 * HOUR, p90Ms: 49.5 * HOUR },
          resolved: { count: 1, p50Ms: 49.5 * HOUR, p90Ms: 49.5 * HOUR },
        },
        {
          ...{ start: '2026-03-30T00:00:00.000Z', entries: 1, byType: { field: 1 }, created: 0 },
          ...{ acknowledged: NONE, resolved: NONE },
        },
      ],
      byActor: [
        { username: 'of one', entries: 3 },
        { username: 'of two', entries: 3 },
        { kind: 'system', entries: 1 },
      ],
      ...{ others: 0, byKind: { alert: 6, incident: 1 }, complete: true },
    });
  });

  it('are told by the days, weeks and months of a time zone', async () => {
    const range = 'from=2026-03-27T00:00:00Z&to=2026-04-02&timeZone=Europe/Berlin';
    expect(starts((await figures(range)).buckets)).to.deep.equal([
      ['2026-03-26T23:00', 3],
      ['2026-03-27T23:00', 1],
      ['2026-03-28T23:00', 1],
      // A day of 23 hours has gone.
      ['2026-03-29T22:00', 2],
      ['2026-03-30T22:00', 0],
      ['2026-03-31T22:00', 1],
      ['2026-04-01T22:00', 0],
    ]);
    expect(starts((await figures(`${range}&bucket=week`)).buckets)).to.deep.equal([
      ['2026-03-22T23:00', 5],
      ['2026-03-29T22:00', 3],
    ]);
    expect(starts((await figures(`${range}&bucket=month`)).buckets)).to.deep.equal([
      ['2026-02-28T23:00', 7],
      ['2026-03-31T22:00', 1],
    ]);
  });

  it('are of what is in the range: its beginning included, its end not', async () => {
    const { entries, buckets } = await figures('from=2026-03-27T13:00:00Z&to=2026-03-29T22:30:00Z');
    expect(entries).to.equal(4);
    // A record that was created before is not among those whose times are told.
    expect(buckets[0]).to.deep.include({ entries: 3, created: 1 });
    expect(buckets[0]?.acknowledged.count).to.equal(1);
  });

  for (const [query, entries] of [
    ['kinds=alert', 6],
    ['kinds=alert&kinds=incident', 8],
    ['owners=observability', 2],
    ['owners=nobody', 0],
    ['types=created', 3],
    ['types=field&fields=status', 4],
    ['fields=severity', 1],
    ['types=statement', 0],
    ['actors=of+one&actors=nobody', 3],
    ['actors=of+one&types=created', 1],
  ] as const) {
    it(`are of what matches ${query}`, async () => {
      const found = await figures(`from=2026-03-01&to=2026-05-01&bucket=month&${query}`);
      expect(found.entries).to.equal(entries);
      expect(found.buckets).to.have.length(2);
      expect(found.buckets.reduce((sum, one) => sum + one.entries, 0)).to.equal(entries);
      expect(Object.values(found.byKind).reduce((sum, count) => sum + count, 0)).to.equal(entries);
    });
  }

  for (const [query, ...errors] of [
    [
      '',
      ['from', 'must be an instant such as 2026-03-04T10:15:00Z, or a day'],
      ['to', 'must be an instant such as 2026-03-04T10:15:00Z, or a day'],
    ],
    ['from=2026-03-01&to=2026-03-01', ['to', 'must be after from']],
    ['from=2026-03-02&to=2026-03-01', ['to', 'must be after from']],
    ['from=2025-03-01&to=x', ['to', 'must be an instant such as 2026-03-04T10:15:00Z, or a day']],
    ['from=2026-03-01&to=2026-03-02&bucket=hour', ['bucket', 'must be one of day, week, month']],
    [
      'from=2026-03-01&to=2026-03-02&timeZone=Mars',
      ['timeZone', 'must be a time zone such as Europe/Berlin'],
    ],
    [
      'from=2026-03-01&to=2026-03-02&types=x',
      ['types', 'must be one of created, field, items, comment, pushed, deleted, statement'],
    ],
    ['from=2026-03-01&to=2026-03-02&q=x', ['q', 'is not a parameter here']],
  ] as const) {
    it(`refuse ${query === '' ? 'no range' : query}`, async () => {
      const problem = await client.refused(`/statistics?${query}`, 400, 'INVALID_REQUEST');
      expect(problem.errors?.map(({ parameter, detail }) => [parameter, detail])).to.deep.equal(errors);
    });
  }

  it('are there for 366 days', async () => {
    expect((await figures('from=2025-04-01&to=2026-04-02')).buckets).to.have.length(366);
  });

  it('are not there for more, but for as many as the problem says', async () => {
    for (const to of ['2026-04-02T00:00:00.001Z', '2027-01-01', '9999-12-31']) {
      const path = `/statistics?from=2025-04-01&to=${to}`;
      const { fits, detail } = await client.refused(path, 422, 'RANGE_TOO_LARGE');
      expect(detail).to.equal('The range is longer than 366 days.');
      expect(fits).to.equal('2026-04-02T00:00:00.000Z');
      expect((await figures(`from=2025-04-01&to=${fits ?? ''}`)).buckets).to.have.length(366);
    }
  });

  it('are not to be had without a log', async () => {
    const without = await startAlertHost({ config: { log: false } });
    const reader = new NativeClient(without);
    await reader.refused('/statistics?from=2026-03-01&to=2026-03-02', 404, 'LOG_DISABLED');
    await without.stop();
  });
});
