import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity } from '../../server/domain/activity.js';
import type { EntryFilter } from '../../server/services/history/entry_filter.js';
import type { EntryPage, EntryPageInput } from '../../server/services/history/entry_page.js';
import { entryPage } from '../../server/services/history/entry_page.js';
import { WorkBudget } from '../../server/services/history/work_budget.js';
import type { ShownHead } from '../../server/services/history_guard.js';
import { withCountedStore } from '../support/counted_store.js';
import { isMeant } from '../support/naive_filter.js';
import { aFacetFilter, anEntryFilter, playedHistory, aHistory } from '../support/random_history.js';

const aSeq = fc.option(fc.nat(45), { nil: undefined });
const aStart = fc.record({
  order: fc.constantFrom('asc' as const, 'desc' as const),
  after: aSeq,
  before: aSeq,
  limit: fc.integer({ min: 1, max: 12 }),
});

describe('pages of the entries of a record (N3.1)', () => {
  const bench = withCountedStore();

  it('have every matching entry exactly once, in order, when each is followed by its next', async () => {
    const property = fc.asyncProperty(aHistory, anEntryFilter, aStart, async (history, filter, start) => {
      const { head, all } = await playedHistory(bench().store, history);
      const pages = await walk(head as ShownHead, { filter, ...start });
      expect(seqs(pages.flatMap((page) => page.entries))).to.deep.equal(expected(all, filter, start));
      for (const page of pages) expect(page).to.include({ complete: true });
    });
    await fc.assert(property, { numRuns: 400 });
  });

  it('have them too when a budget ends each early, and say so', async () => {
    const aBudget = fc.integer({ min: 1, max: 6 });
    const property = fc.asyncProperty(
      ...[aHistory, anEntryFilter, aStart, aBudget],
      async (history, filter, start, most) => {
        const { head, all } = await playedHistory(bench().store, history);
        const pages = await walk(head as ShownHead, { filter, ...start }, most);
        expect(seqs(pages.flatMap((page) => page.entries))).to.deep.equal(expected(all, filter, start));
        for (const { complete, next, entries: some } of pages) {
          expect(some.length).to.be.at.most(most);
          if (!complete) expect(next).to.be.a('number');
          if (complete && some.length < start.limit) expect(next).to.equal(undefined);
        }
      },
    );
    await fc.assert(property, { numRuns: 400 });
  });

  it('say how many entries match, whatever part of them is asked for, and nothing where that needs a scan', async () => {
    const filters = fc.oneof(aFacetFilter, anEntryFilter);
    const property = fc.asyncProperty(aHistory, filters, aStart, async (history, filter, start) => {
      const { head, all } = await playedHistory(bench().store, history);
      const { total } = await entryPage(bench().store, head as ShownHead, { filter, ...start });
      const { actors, actorKinds, q } = filter;
      const isScan = actors !== undefined || actorKinds !== undefined || q !== undefined;
      expect(total).to.equal(isScan ? undefined : all.filter((one) => isMeant(one, filter)).length);
    });
    await fc.assert(property, { numRuns: 400 });
  });

  it('are no more than needed where nothing has to be looked through', async () => {
    const property = fc.asyncProperty(aHistory, aFacetFilter, aStart, async (history, filter, start) => {
      const { head, all } = await playedHistory(bench().store, history);
      const exact = { ...filter, fields: undefined };
      const pages = await walk(head as ShownHead, { filter: exact, ...start });
      const needed = Math.ceil(expected(all, exact, start).length / start.limit);
      expect(pages.length).to.equal(Math.max(1, needed));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  /** All pages from this one on, `most` entries examined for each. */
  async function walk(head: ShownHead, first: EntryPageInput, most = 10_000): Promise<EntryPage[]> {
    const pages: EntryPage[] = [];
    let input = first;
    for (;;) {
      const page = await entryPage(bench().store, head, input, new WorkBudget({ entries: most }));
      expect(page.entries.length).to.be.at.most(input.limit);
      pages.push(page);
      if (page.next === undefined) return pages;
      expect(pages.length).to.be.below(100);
      input = { ...input, ...(input.order === 'asc' ? { after: page.next } : { before: page.next }) };
    }
  }
});

function expected(
  all: readonly Activity[],
  filter: EntryFilter,
  { order, after = 0, before = Infinity }: Omit<EntryPageInput, 'filter'>,
): readonly number[] {
  const meant = seqs(all.filter((one) => one.seq > after && one.seq < before && isMeant(one, filter)));
  return order === 'asc' ? meant : [...meant].reverse();
}

function seqs(entries: readonly Activity[]): readonly number[] {
  return entries.map(({ seq }) => seq);
}
