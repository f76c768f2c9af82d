import { expect } from 'chai';
import fc from 'fast-check';
import { isActivityError } from '../../server/domain/errors.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { SpaceFigures } from '../../server/services/history/statistics/space_statistics.js';
import { STATISTICS_LIMITS } from '../../server/services/history/statistics/statistics_limits.js';
import { appendSealed } from '../support/log.js';
import { everything, isMeant, play, someActs } from '../support/random_space.js';
import { aChange, anActor, aSubject } from '../support/records.js';
import { aReader, guardAndAudit, onOwnStore } from '../support/space_histories.js';
import { aSpaceQuestion, later, spaceStatistics } from '../support/statistics.js';

const BEGIN = Date.UTC(2026, 2, 4);
const READER = aReader(['cases']);
const RANGE = { from: new Date(BEGIN), to: new Date(BEGIN + 86_400_000) };
const QUESTION = { filter: RANGE, bucket: 'day', timeZone: 'UTC' } as const;

/** What would do instead, or that it does. */
async function fitting(asked: Promise<SpaceFigures>): Promise<Date | 'nothing' | 'all'> {
  try {
    await asked;
    return 'all';
  } catch (error) {
    if (!isActivityError(error, 'RANGE_TOO_LARGE')) throw error;
    const { fits } = error.details;
    return fits instanceof Date ? fits : 'nothing';
  }
}

/** Records that are created a millisecond apart, each with so many changes of its status. */
async function fill(store: ActivityStore, records: number, changes: number): Promise<void> {
  for (let i = 0; i < records; i += 1) {
    const steps = Array.from({ length: changes }, (_, n) => aChange(`s${String(n)}`, 'status'));
    await appendSealed(store, aSubject({ id: `r${String(i)}` }), {
      changes: [{ type: 'created', snapshot: { status: 'before' } }, ...steps],
      at: new Date(BEGIN + i),
      actor: anActor({ username: `u${String(i)}` }),
    });
  }
}

describe('the bounds of the figures of a space (N9)', function () {
  this.timeout(120_000);

  it('are so many rows, beyond which the latest end that would do is told, as far as the caller may see', () =>
    fc.assert(
      fc.asyncProperty(
        ...([someActs, aSpaceQuestion, fc.integer({ min: 1, max: 25 })] as const),
        (acts, { access, question }, rows) =>
          onOwnStore(async (store) => {
            for (const act of acts) await play(store, later(act));
            const statistics = spaceStatistics(store, { limits: { ...STATISTICS_LIMITS, rows } });
            const { filter, ...rest } = question;
            const asked = (to: Date) =>
              fitting(statistics.space(access, { ...rest, filter: { ...filter, to } }));
            const fits = await asked(filter.to);
            if (fits === 'all') return;
            const { owners, actors, from, to } = filter;
            const seen = (await everything(store)).filter((one) =>
              isMeant(one, access, { owners, actors, from, to }),
            );
            const times = seen.map(({ entry }) => entry.at.getTime());
            if (fits !== 'nothing') {
              expect(fits > from && fits < to).to.equal(true);
              expect(await asked(fits)).to.equal('all');
              // It is told by an entry that the caller may see.
              expect(times.flatMap((time) => [time, time + 1])).to.include(fits.getTime());
            }
            const next = times.filter((time) => fits === 'nothing' || time >= fits.getTime());
            if (next.length > 0) expect(await asked(new Date(Math.min(...next) + 1))).to.not.equal('all');
          }),
      ),
      { numRuns: 40 },
    ));

  it('tell the time of the first entry too many, or of what may be seen before it', () =>
    onOwnStore(async (store) => {
      for (const [i, owner] of ['cases', 'cases', 'spare', 'cases', 'spare'].entries()) {
        await appendSealed(store, aSubject({ id: `r${String(i)}` }), { owner, at: new Date(BEGIN + 10 * i) });
      }
      const secret = { state: { tlp: 4 }, at: new Date(BEGIN + 50) };
      await appendSealed(store, aSubject({ kind: 'alert', id: 'secret' }), secret);
      const after = (rows: number, owners: readonly string[], from = BEGIN) => {
        const statistics = spaceStatistics(store, { limits: { ...STATISTICS_LIMITS, rows } });
        const filter = { ...RANGE, from: new Date(from) };
        return fitting(statistics.space(aReader(owners), { ...QUESTION, filter }));
      };
      expect(await after(2, ['cases'])).to.deep.equal(new Date(BEGIN + 30));
      expect(await after(2, ['cases', 'spare'])).to.deep.equal(new Date(BEGIN + 20));
      // The fourth is not to be seen.
      expect(await after(3, ['cases'])).to.deep.equal(new Date(BEGIN + 31));
      expect(await after(4, ['cases'])).to.equal('all');
      // There is no time before the first one.
      expect(await after(0, ['cases'])).to.equal('nothing');
      expect(await after(0, ['cases'], BEGIN + 5)).to.deep.equal(new Date(BEGIN + 10));
      expect(await after(0, ['cases'], BEGIN + 45)).to.equal('nothing');
    }));

  it('are 366 days, or as much of them as has no more than so many rows', () =>
    onOwnStore(async (store) => {
      await fill(store, 4, 0);
      const to = new Date(BEGIN + 400 * 86_400_000);
      const question = { ...QUESTION, filter: { from: RANGE.from, to } };
      const asked = (rows: number): Promise<Date | 'nothing' | 'all'> =>
        fitting(spaceStatistics(store, { limits: { ...STATISTICS_LIMITS, rows } }).space(READER, question));
      expect(await asked(4)).to.deep.equal(new Date(BEGIN + 366 * 86_400_000));
      expect(await asked(3)).to.deep.equal(new Date(BEGIN + 3));
    }));

  it('are so many records whose times are told: the first ones', () =>
    onOwnStore(async (store) => {
      await fill(store, 5, 1);
      const limits = { ...STATISTICS_LIMITS, records: 3 };
      const some = await spaceStatistics(store, { limits }).space(READER, QUESTION);
      expect(some).to.include({ entries: 10, complete: false });
      expect(some.buckets[0]).to.deep.include({
        ...{ created: 5, acknowledged: { count: 3, p50Ms: 0, p90Ms: 0 } },
        resolved: { count: 0, p50Ms: undefined, p90Ms: undefined },
      });
      const all = await spaceStatistics(store, { limits: { ...limits, records: 5 } }).space(READER, QUESTION);
      expect(all.complete).to.equal(true);
      expect(all.buckets[0]?.acknowledged.count).to.equal(5);
    }));

  it('are 100 changes of a record', () =>
    onOwnStore(async (store) => {
      await fill(store, 1, 99);
      expect((await spaceStatistics(store).space(READER, QUESTION)).complete).to.equal(true);
      await appendSealed(store, aSubject({ id: 'r0' }), { changes: [aChange('closed', 'status')] });
      const figures = await spaceStatistics(store).space(READER, QUESTION);
      expect(figures.complete).to.equal(false);
      expect([figures.buckets[0]?.acknowledged.count, figures.buckets[0]?.resolved.count]).to.deep.equal([
        1, 0,
      ]);
    }));

  it('are a hundred people, and the others together', () =>
    onOwnStore(async (store) => {
      await fill(store, 103, 0);
      await appendSealed(store, aSubject({ id: 'r102' }), {
        changes: [aChange()],
        at: RANGE.from,
        actor: anActor({ username: 'u102' }),
      });
      const { byActor, others } = await spaceStatistics(store).space(READER, QUESTION);
      expect([byActor.length, others]).to.deep.equal([100, 3]);
      expect(byActor[0]).to.deep.equal({ username: 'u102', entries: 2 });
    }));

  it('tell the audit log of the owners that were looked at, not of each record', () =>
    onOwnStore(async (store) => {
      await fill(store, 3, 0);
      const { gate, guard, audit } = guardAndAudit();
      await spaceStatistics(store, { gate, guard }).space(aReader(['cases', 'observability']), QUESTION);
      expect(audit.events.map(({ event }) => [event.action, event.outcome])).to.deep.equal([
        ['activity_find', 'success'],
        ['activity_find', 'success'],
      ]);
    }));
});
