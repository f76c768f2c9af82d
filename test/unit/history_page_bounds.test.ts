import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { EntryPage, EntryPageInput } from '../../server/services/history/entry_page.js';
import { entryPage } from '../../server/services/history/entry_page.js';
import { WorkBudget } from '../../server/services/history/work_budget.js';
import type { ShownHead } from '../../server/services/history_guard.js';
import { withCountedStore } from '../support/counted_store.js';
import { playedHistory } from '../support/random_history.js';

describe('what a page of a record reads (N3.1, N5.3)', () => {
  const bench = withCountedStore();

  it('is the page, wherever it is and however long the history', async () => {
    const heads = [await written(200, titleOrTag), await written(10_000, titleOrTag)];
    const inputs: readonly Partial<EntryPageInput>[] = [
      {},
      { order: 'asc' },
      { filter: { types: ['items'] } },
      { filter: { fields: ['title'] }, order: 'asc' },
      { after: 200, order: 'asc' },
    ];
    for (const input of inputs) {
      const calls = [];
      for (const head of heads) {
        for (const before of [undefined, head.seq / 2, 3]) {
          bench().calls();
          await page(head, { before, ...input });
          calls.push(bench().calls()['entries'] ?? 0);
        }
      }
      // A portion and the look that finds no other.
      expect(Math.max(...calls), JSON.stringify(input)).to.be.at.most(2);
    }
  });

  it('is the page and some 14 entries for each time, where times are asked for', async () => {
    const head = await written(10_000, titleOrTag);
    const [from, to] = [new Date(head.lastAt.getTime() - 300), new Date(head.lastAt.getTime() - 100)];
    for (const types of [undefined, ['items'] as const]) {
      for (const order of ['asc', 'desc'] as const) {
        bench().calls();
        const { entries, total } = await page(head, { filter: { from, to, types }, order });
        expect(bench().calls()['entries']).to.be.within(3, 30);
        expect([entries.length, total]).to.deep.equal([50, types === undefined ? 200 : 67]);
      }
    }
  });

  it('is nothing for what is newer than the newest entry', async () => {
    const head = await written(10, titleOrTag);
    bench().calls();
    const { entries, total, next } = await page(head, { after: head.seq, order: 'asc' });
    expect({ entries, total, next }).to.deep.equal({ entries: [], total: 10, next: undefined });
    expect(bench().calls()['entries'] ?? 0).to.equal(0);
  });

  it('ends a search after 10,000 entries, or after 250 ms and 500, and goes on behind them', async () => {
    const head = await written(10_400, titleOrTag);
    const search = { filter: { q: 'v10399 title' }, limit: 5 };
    const all = new WorkBudget({ entries: 10_000, now: () => 0 });
    const first = await page(head, { ...search, order: 'asc' }, all);
    expect(first).to.deep.include({ entries: [], complete: false, next: 10_000 });
    expect(first).not.to.have.property('total');
    const rest = await page(head, { ...search, order: 'asc', after: 10_000 });
    expect(rest.entries.map(({ seq }) => seq)).to.deep.equal([10_400]);
    expect(rest.complete).to.equal(true);
    expect(rest).not.to.have.property('next');
    let time = 0;
    const late = new WorkBudget({ entries: 10_000, now: () => (time += 1_000) });
    const slow = await page(head, { filter: { actors: ['nobody'] } }, late);
    expect(slow).to.deep.include({ entries: [], complete: false, next: 10_400 - 500 + 1 });
  });

  it('is a part of a page of the largest entries, and each of them is on one', async () => {
    const text = 'x'.repeat(300_000);
    const head = await written(40, () => ({ type: 'field', field: 'title', before: null, after: text }));
    const first = await page(head, { limit: 500 });
    expect(first).to.include({ complete: false, next: 9, total: 40 });
    const second = await page(head, { limit: 500, before: 9 });
    expect(second.complete).to.equal(true);
    expect(second).not.to.have.property('next');
    const seqs = [...first.entries, ...second.entries].map(({ seq }) => seq);
    expect(seqs).to.deep.equal(Array.from({ length: 40 }, (_, i) => 40 - i));
  });

  it('counts large entries as many small ones when it searches them', async () => {
    const text = 'x'.repeat(81_920);
    const head = await written(8, () => ({ type: 'field', field: 'title', before: null, after: text }));
    const found = await page(head, { filter: { q: 'y' } }, new WorkBudget({ entries: 33, now: () => 0 }));
    expect(found).to.deep.include({ entries: [], complete: false, next: 6 });
  });

  it('is right for more facets than are looked among, whose total takes no reading', async () => {
    const head = await written(600, (i) => (i % 2 === 0 ? cleared(`f${String(i)}`) : titleOrTag(i)));
    const filter = { fields: Array.from({ length: 300 }, (_, i) => `f${String(i * 2)}`) };
    const many = await page(head, { filter, limit: 10 });
    expect(many.entries.map(({ seq }) => seq)).to.deep.equal(
      Array.from({ length: 10 }, (_, i) => 599 - 2 * i),
    );
    expect(many).to.include({ complete: true, next: 581 });
    const types = await page(head, { filter: { types: ['field'] }, limit: 1 });
    expect(types.total).to.equal(500);
  });

  it('has no total where more than a hundred entries would have to be read for it', async () => {
    const filter = { fields: ['title'] };
    const few = await written(100, () => cleared('title'));
    expect((await page(few, { filter })).total).to.equal(100);
    const many = await written(101, () => cleared('title'));
    const found = await page(many, { filter });
    expect(found).to.not.have.property('total');
    expect(found.entries).to.have.length(50);
  });

  function page(
    head: RecordHead,
    over: Partial<EntryPageInput>,
    budget: WorkBudget = new WorkBudget({ entries: 10_000 }),
  ): Promise<EntryPage> {
    const input = { filter: {}, order: 'desc', limit: 50, ...over } as const;
    return entryPage(bench().store, head as ShownHead, input, budget);
  }

  async function written(length: number, changeAt: (i: number) => Change): Promise<RecordHead> {
    const entries = Array.from({ length }, (_, i) => {
      return { change: changeAt(i), actor: { kind: 'system' as const }, later: 1 };
    });
    return (await playedHistory(bench().store, { entries, isOld: false })).head;
  }
});

function titleOrTag(i: number): Change {
  const value = `v${String(i)}`;
  return i % 3 === 0
    ? { type: 'items', field: 'tags', verb: 'added', items: [value] }
    : { type: 'field', field: 'title', before: null, after: value };
}

function cleared(field: string): Change {
  return { type: 'field', field, before: 'x', after: null };
}
