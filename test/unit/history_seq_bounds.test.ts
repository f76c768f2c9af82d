import { expect } from 'chai';
import fc from 'fast-check';
import { seqAt, seqBounds } from '../../server/services/history/seq_bounds.js';
import { withCountedStore } from '../support/counted_store.js';
import { aHistory, playedHistory } from '../support/random_history.js';

const BEGIN = Date.UTC(2026, 2, 4);
const anInstant = fc.integer({ min: -2, max: 60 }).map((n) => new Date(BEGIN + n));

describe('times as places in a history (N3.1)', () => {
  const bench = withCountedStore();

  it('are those of a plain look through it', async () => {
    const property = fc.asyncProperty(aHistory, anInstant, anInstant, async (history, from, to) => {
      const { store } = bench();
      const { head, all } = await playedHistory(store, history);
      const until = (time: Date): number => all.filter(({ at }) => at <= time).length;
      const before = (time: Date): number => all.filter(({ at }) => at < time).length;
      expect(await seqAt(store, head, from)).to.equal(until(from));
      const bounds = { above: before(from), upTo: before(to) };
      expect(await seqBounds(store, head, { from, to })).to.deep.equal(bounds);
      expect(await seqBounds(store, head, { from })).to.deep.equal({ ...bounds, upTo: all.length });
      expect(await seqBounds(store, head, { to })).to.deep.equal({ ...bounds, above: 0 });
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it('cost the logarithm of the history, and nothing at its ends', async () => {
    const { store, calls } = bench();
    const entry = { change: { type: 'deleted' }, actor: { kind: 'system' }, later: 1 } as const;
    const entries = Array.from({ length: 4_096 }, () => entry);
    const { head } = await playedHistory(store, { entries, isOld: false });
    calls();
    for (const n of [1, 2, 2_048, 4_095]) {
      expect(await seqAt(store, head, new Date(BEGIN + n))).to.equal(n);
      expect(calls()).to.deep.equal({ entries: 12 });
    }
    expect(await seqAt(store, head, head.lastAt)).to.equal(4_096);
    expect(await seqBounds(store, head, {})).to.deep.equal({ above: 0, upTo: 4_096 });
    expect(calls()).to.deep.equal({});
    expect(await seqAt(store, head, new Date(-8.64e15))).to.equal(0);
    expect(await seqBounds(store, head, { from: new Date(-8.64e15) })).to.include({ above: 0 });
  });
});
