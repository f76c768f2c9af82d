import { expect } from 'chai';
import type { NativeRecordStatistics } from '../../common/native_statistics.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { NativeClient, recordChange } from '../support/native.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ANA = { kind: 'user', username: 'ana' } as const;
const BOB = { kind: 'user', username: 'bob' } as const;
const HOST = { kind: 'system' } as const;

/** What becomes of a record, and when. */
const STORY = [
  ['2026-03-04T23:00:00Z', ANA, { status: 'open' }],
  ['2026-03-04T23:30:00Z', BOB, { severity: 'high' }],
  ['2026-03-05T00:07:00Z', ANA, { status: 'busy' }],
  ['2026-03-05T10:00:00Z', BOB, { status: 'closed' }],
  ['2026-03-05T12:00:00Z', HOST, { status: 'open' }],
  ['2026-03-06T12:00:00Z', BOB, { status: 'Resolved' }],
  ['2026-03-06T13:00:00Z', ANA, { title: 'U' }],
] as const;
const NOW = '2026-03-07T00:00:00Z';

atMounts('the figures of a record (N9)', () => {
  let host: TestHost;
  let client: NativeClient;
  before(async () => {
    let now = NOW;
    host = await startAlertHost({ clock: () => new Date(now) });
    let state: object | undefined;
    for (const [at, actor, change] of STORY) {
      now = at;
      const next = { title: 'T', ...state, ...change };
      await recordChange(host, state as undefined, next, { actor });
      state = next;
    }
    const subject = { space: 'default', kind: 'alert', id: 'gone' };
    now = '2026-03-06T14:00:00Z';
    await recordChange(host, undefined, { status: 'open' }, { subject });
    now = '2026-03-06T15:00:00Z';
    await recordChange(host, { status: 'open' }, undefined, { subject });
    now = NOW;
    client = new NativeClient(host);
  });
  after(() => host.stop());

  const figures = (query = '', id = 'a-1'): Promise<NativeRecordStatistics> =>
    client.read<NativeRecordStatistics>(`/records/alert/${id}/statistics${query}`);

  it('are who, when, how long it was what, and how fast', async () => {
    expect(await figures()).to.deep.equal({
      record: { space: 'default', kind: 'alert', id: 'a-1', owner: 'securitySolution' },
      total: 7,
      byType: { created: 1, field: 6 },
      byActor: [
        { username: 'ana', entries: 3 },
        { username: 'bob', entries: 3 },
        { kind: 'system', entries: 1 },
      ],
      others: 0,
      byDay: [
        { day: '2026-03-04', entries: 2 },
        { day: '2026-03-05', entries: 3 },
        { day: '2026-03-06', entries: 2 },
      ],
      timeIn: {
        field: 'status',
        values: [
          { value: 'open', ms: 67 * MINUTE + 24 * HOUR, visits: 2, current: false },
          { value: 'Resolved', ms: 12 * HOUR, visits: 1, current: true },
          { value: 'busy', ms: 9 * HOUR + 53 * MINUTE, visits: 1, current: false },
          { value: 'closed', ms: 2 * HOUR, visits: 1, current: false },
        ],
      },
      timeToAcknowledgeMs: 67 * MINUTE,
      timeToResolveMs: 11 * HOUR,
      reopened: 1,
      complete: true,
    });
  });

  it('count the days of the time zone that is asked for', async () => {
    const days = async (timeZone: string) =>
      (await figures(`?timeZone=${timeZone}`)).byDay.map(({ day, entries }) => [day, entries]);
    expect(await days('Europe/Berlin')).to.deep.equal([
      ['2026-03-05', 5],
      ['2026-03-06', 2],
    ]);
    expect(await days('america/sao_paulo')).to.deep.equal([
      ['2026-03-04', 3],
      ['2026-03-05', 2],
      ['2026-03-06', 2],
    ]);
  });

  it('tell how long another field was what; how fast the record was is still told by its status', async () => {
    const { timeIn, timeToResolveMs, reopened } = await figures('?field=severity');
    const ms = Date.parse(NOW) - Date.parse('2026-03-04T23:30:00Z');
    expect(timeIn).to.deep.equal({
      field: 'severity',
      values: [{ value: 'high', ms, visits: 1, current: true }],
    });
    expect([timeToResolveMs, reopened]).to.deep.equal([11 * HOUR, 1]);
    expect((await figures('?field=none')).timeIn).to.deep.equal({ field: 'none', values: [] });
    expect((await figures('?field=__proto__')).timeIn.values).to.deep.equal([]);
  });

  it('end with the record when that was deleted; what has not happened is null', async () => {
    const { timeIn, timeToAcknowledgeMs, timeToResolveMs, total } = await figures('', 'gone');
    expect(timeIn.values).to.deep.equal([{ value: 'open', ms: HOUR, visits: 1, current: false }]);
    expect([timeToAcknowledgeMs, timeToResolveMs, total]).to.deep.equal([null, null, 2]);
  });

  for (const [query, parameter, detail] of [
    ['timeZone=Europe/Nowhere', 'timeZone', 'must be a time zone such as Europe/Berlin'],
    ['timeZone=%2B02:00', 'timeZone', 'must be a time zone such as Europe/Berlin'],
    ['timeZone=', 'timeZone', 'must be a time zone such as Europe/Berlin'],
    ['timeZone=UTC&timeZone=UTC', 'timeZone', 'must be given once'],
    ['field=', 'field', 'must be a name of 1 to 1,000 characters'],
    ['from=2026-03-04', 'from', 'is not a parameter here'],
  ] as const) {
    it(`refuse ${query}`, async () => {
      const { errors } = await client.refused(
        `/records/alert/a-1/statistics?${query}`,
        400,
        'INVALID_REQUEST',
      );
      expect(errors).to.deep.equal([{ parameter, detail }]);
    });
  }

  it('are not to be had of no record', () =>
    client.refused('/records/alert/none/statistics', 404, 'RECORD_NOT_FOUND'));
});

describe('what counts as resolved (N9)', () => {
  it('is what the configuration says', async () => {
    let now = '2026-03-04T10:00:00Z';
    const statistics = { field: 'phase', resolved: ['over'] };
    const host = await startAlertHost({ clock: () => new Date(now), config: { native: { statistics } } });
    await recordChange(host, undefined, { phase: 'new', status: 'closed' });
    now = '2026-03-04T10:01:00Z';
    await recordChange(host, { phase: 'new' }, { phase: 'over' });
    const figures = await new NativeClient(host).read('/records/alert/a-1/statistics');
    expect(figures).to.include({ timeToAcknowledgeMs: MINUTE, timeToResolveMs: MINUTE });
    expect(figures).to.have.nested.property('timeIn.field', 'phase');
    await host.stop();
  });
});
