import { expect } from 'chai';
import fc from 'fast-check';
import { BUCKETS, bucketStarts } from '../../server/services/history/statistics/bucket_starts.js';
import { dateText, isTimeZone, LocalDays } from '../../server/services/history/statistics/local_days.js';
import { firstDate, localDate } from '../support/naive_statistics.js';

const HOUR = 3_600_000;
const ZONES = [
  ...['UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia'],
  ...['Australia/Lord_Howe', 'America/Los_Angeles', 'Africa/Casablanca', 'Asia/Tehran', 'Pacific/Kiritimati'],
];

const instant = fc
  .integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((ms) => new Date(ms));

/** Hours of the days of the range. */
function hours(timeZone: string, from: string, to: string): readonly number[] {
  const range = { from: new Date(from), to: new Date(to) };
  const days = new LocalDays(timeZone);
  const starts = [...bucketStarts(days, 'day', range), days.startOf(days.dayOf(range.to.getTime() - 1) + 1)];
  return starts.slice(1).map((start, i) => (start - (starts[i] ?? 0)) / HOUR);
}

describe('the days of a time zone', () => {
  for (const [timeZone, from, to, expected] of [
    ['Europe/Berlin', '2026-03-28T00:00Z', '2026-03-30T12:00Z', [24, 23, 24]],
    ['Europe/Berlin', '2026-10-24T00:00Z', '2026-10-26T12:00Z', [24, 25, 24]],
    // Its clocks went forward and back at midnight.
    ['America/Sao_Paulo', '2018-11-03T12:00Z', '2018-11-05T12:00Z', [24, 23, 24]],
    ['America/Sao_Paulo', '2018-02-16T12:00Z', '2018-02-18T12:00Z', [24, 25, 24]],
    ['Asia/Kathmandu', '2026-03-28T12:00Z', '2026-03-29T12:00Z', [24, 24]],
    // There was no 30th of December.
    ['Pacific/Apia', '2011-12-29T12:00Z', '2011-12-31T12:00Z', [24, 24, 24]],
  ] as const) {
    it(`are as long as they were in ${timeZone} from ${from.slice(0, 10)}`, () => {
      expect(hours(timeZone, from, to)).to.deep.equal(expected);
    });
  }

  it('do not have the one that the calendar of Apia has skipped', () => {
    const days = new LocalDays('Pacific/Apia');
    const range = { from: new Date('2011-12-29T12:00Z'), to: new Date('2011-12-31T12:00Z') };
    const dates = bucketStarts(days, 'day', range).map((start) => dateText(days.dayOf(start)));
    expect(dates).to.deep.equal(['2011-12-29', '2011-12-31', '2012-01-01']);
  });

  it('are those of the calendar', () =>
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (at, timeZone) => {
        const day = new LocalDays(timeZone).dayOf(at.getTime());
        expect(dateText(day)).to.equal(localDate(at, timeZone));
      }),
    ));

  it('make buckets that begin with a day, have all of the range and are as they are called', () =>
    fc.assert(
      fc.property(
        ...([instant, fc.integer({ min: 1, max: 366 * 24 }), fc.constantFrom(...ZONES)] as const),
        fc.constantFrom(...BUCKETS),
        (from, length, timeZone, bucket) => {
          const to = new Date(from.getTime() + length * HOUR);
          const starts = bucketStarts(new LocalDays(timeZone), bucket, { from, to });
          expect(starts[0]).to.be.at.most(from.getTime());
          expect(starts.at(-1)).to.be.below(to.getTime());
          const dates = starts.map((start) => localDate(new Date(start), timeZone));
          for (const [i, start] of starts.entries()) {
            const before = new Date(start - 1);
            expect(localDate(before, timeZone) < (dates[i] ?? ''), 'begins with a day').to.equal(true);
          }
          for (let ms = from.getTime(); ms < to.getTime(); ms += 7 * HOUR) {
            const mine = dates[starts.findLastIndex((start) => start <= ms)];
            const meant = firstDate(localDate(new Date(ms), timeZone), bucket);
            expect(firstDate(mine ?? '', bucket)).to.equal(meant);
          }
        },
      ),
      { numRuns: 60 },
    ));

  it('are known for the names of IANA, however they are written, and for no others', () => {
    for (const name of [...ZONES, 'europe/berlin', 'Etc/GMT+5', 'EST5EDT'])
      expect(isTimeZone(name), name).to.equal(true);
    for (const name of ['', 'Europe/Nowhere', '+02:00', '-05', 'Berlin', '../etc', 'UTC\0', 'x'.repeat(100)])
      expect(isTimeZone(name), name).to.equal(false);
  });
});
