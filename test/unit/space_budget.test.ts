import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import type { ScanLimits } from '../../server/services/history/scan_budget.js';
import { SCAN_LIMITS } from '../../server/services/history/scan_budget.js';
import type { SpaceFilter } from '../../server/services/history/space_filter.js';
import { appendSealed } from '../support/log.js';
import { aChange, aSubject } from '../support/records.js';
import { aReader, onOwnStore, spaceHistories, walkByTime } from '../support/space_histories.js';

const LENGTH = 1_200;
const BEGIN = Date.UTC(2026, 2, 4);
const READER = aReader(['cases']);
/** Its time does not run out, however busy the machine is. */
const LIMITS = { ...SCAN_LIMITS, now: () => 0 };

/** Entries of one record, one a millisecond: the last is that of `seq` 1,200. */
async function fill(store: ActivityStore): Promise<void> {
  const subject = aSubject({ id: 'one' });
  for (let i = 0; i < LENGTH; i += 100) {
    const changes = Array.from({ length: 100 }, () => aChange());
    await appendSealed(store, subject, { changes, at: new Date(BEGIN + i) });
  }
}

/** How many rows a page by time and one by position have examined, and whether they came to an end by themselves. */
async function examined(store: ActivityStore, limits: ScanLimits, filter: SpaceFilter) {
  const { histories } = spaceHistories(store, limits);
  const page = await histories.byTime(READER, { filter, order: 'desc', limit: 50 });
  const log = await histories.log(READER, { filter, start: 0, limit: 50 });
  expect([page.entries, log.entries]).to.deep.equal([[], []]);
  const byTime = page.next === undefined ? LENGTH : LENGTH + 1 - page.next.seq;
  expect(page.oldestScanned).to.deep.equal(page.next?.at ?? new Date(BEGIN));
  return { byTime, byPosition: log.end, complete: [page.complete, log.complete] };
}

describe('the budget of a page of a space', () => {
  it('is so many rows, whatever is looked for', () =>
    onOwnStore(async (store) => {
      await fill(store);
      for (const filter of [{ kinds: ['nothing'] }, { fields: ['nothing'] }, { q: 'nowhere' }]) {
        const limits = { ...LIMITS, rows: 130 };
        const expected = { byTime: 130, byPosition: 130, complete: [false, false] };
        expect(await examined(store, limits, filter)).to.deep.equal(expected);
      }
    }));

  it('is so many entries where they have to be read', () =>
    onOwnStore(async (store) => {
      await fill(store);
      const limits = { ...LIMITS, entries: 70 };
      const spent = { byTime: 70, byPosition: 70, complete: [false, false] };
      expect(await examined(store, limits, { q: 'nowhere' })).to.deep.equal(spent);
      const all = { byTime: LENGTH, byPosition: LENGTH, complete: [true, true] };
      expect(await examined(store, limits, { fields: ['nothing'] })).to.deep.equal(all);
    }));

  it('is not spent on what belongs to others', () =>
    onOwnStore(async (store) => {
      for (const owner of ['others', 'cases', 'others']) {
        await appendSealed(store, aSubject(), {
          owner,
          changes: Array.from({ length: 30 }, () => aChange()),
        });
      }
      const { histories } = spaceHistories(store, { rows: 100, entries: 31 });
      // The others may be read, but are not asked for.
      const access = aReader(['cases', 'others']);
      const filter = { actors: ['ana.garcia'], owners: ['cases'] };
      const page = await histories.byTime(access, { filter, order: 'desc', limit: 50 });
      const log = await histories.log(access, { filter, start: 0, limit: 50 });
      for (const { entries, complete } of [page, log]) {
        expect([entries.length, complete]).to.deep.equal([30, true]);
      }
      const asked = { filter: { owners: ['others', 'cases'] }, order: 'desc', limit: 50 } as const;
      const { complete } = await spaceHistories(store, { rows: 31, entries: 31 }).histories.byTime(
        READER,
        asked,
      );
      expect(complete).to.equal(true);
    }));

  it('is some time, but 500 rows at least', () =>
    onOwnStore(async (store) => {
      await fill(store);
      let time = 0;
      const limits = { ...SCAN_LIMITS, now: () => (time += 1_000) };
      const { byTime, byPosition, complete } = await examined(store, limits, { q: 'nowhere' });
      expect(complete).to.deep.equal([false, false]);
      for (const rows of [byTime, byPosition]) expect(rows).to.be.within(500, 750);
    }));

  it('is not spent by a page that is full before', () =>
    onOwnStore(async (store) => {
      await fill(store);
      const { histories } = spaceHistories(store, { rows: 60, entries: 55 });
      const page = await histories.byTime(READER, { filter: {}, order: 'desc', limit: 50 });
      expect(page).to.deep.include({ complete: true, next: page.next });
      expect([page.entries.length, page.next?.seq]).to.deep.equal([50, LENGTH - 49]);
      const log = await histories.log(READER, { filter: {}, start: 10, limit: 50 });
      expect(log).to.include({ complete: true, start: 10, end: 60, size: LENGTH });
    }));

  it('is 8 MiB of entries on one page', () =>
    onOwnStore(async (store) => {
      const subject = aSubject({ id: 'large' });
      for (let i = 0; i < 11; i += 1) {
        await appendSealed(store, subject, { changes: [aChange('x'.repeat(2 ** 20))] });
      }
      const { histories } = spaceHistories(store);
      const input = { filter: {}, order: 'asc', limit: 50 } as const;
      const page = await histories.byTime(READER, input);
      expect([page.entries.length, page.complete, page.next?.seq]).to.deep.equal([8, false, 8]);
      expect(await walkByTime(histories, READER, input)).to.have.length(11);
      const log = await histories.log(READER, { filter: {}, start: 1, limit: 1_000 });
      expect([log.entries.length, log.complete, log.end]).to.deep.equal([8, false, 9]);
    }));
});
