import { expect } from 'chai';
import fc from 'fast-check';
import { playedHistory } from '../support/random_history.js';
import { aLife, figuresOf, RESOLVED, STATUS } from '../support/record_lives.js';
import { naiveLifecycle, naiveTimes, naiveVisits, valuesAfter } from '../support/naive_statistics.js';
import { aChange, anActor } from '../support/records.js';
import { onOwnStore } from '../support/space_histories.js';

const RUNS = 60;
const counted = <T>(values: readonly T[]): ReadonlyMap<T, number> => {
  const counts = new Map<T, number>();
  for (const one of values) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
};

describe('the figures of a record (N9)', function () {
  it('are what a count of every entry and a look at every millisecond says', () =>
    fc.assert(
      fc.asyncProperty(aLife, fc.constantFrom(0, 5, -5), (history, later) =>
        onOwnStore(async (store) => {
          const { head, all } = await playedHistory(store, history);
          const now = new Date(head.lastAt.getTime() + later);
          const figures = await figuresOf(store, all, { now });
          expect(figures).to.include({ total: all.length, complete: true, others: 0 });
          expect(new Map(Object.entries(figures.byType))).to.deep.equal(
            counted(all.map(({ change }) => change.type)),
          );
          const actors = counted(all.map(({ actor: { username, kind } }) => username ?? `(${kind})`));
          const told = figures.byActor.map(
            (one) => ['username' in one ? one.username : `(${one.kind})`, one.entries] as const,
          );
          expect(new Map(told)).to.deep.equal(actors);
          expect(told.map(([, entries]) => entries)).to.deep.equal(
            [...actors.values()].sort((a, b) => b - a),
          );
          const { acknowledgedMs, resolvedMs, reopened } = figures;
          expect({ acknowledgedMs, resolvedMs, reopened }).to.deep.equal(
            naiveLifecycle(all, STATUS, RESOLVED),
          );
          const { values, others } = figures.timeIn;
          expect(others).to.equal(undefined);
          const times = new Map(values.filter(({ ms }) => ms > 0).map(({ value: of, ms }) => [of, ms]));
          expect(times).to.deep.equal(new Map(naiveTimes(all, STATUS, later > 0 ? now : head.lastAt)));
          expect(new Map(values.map((one) => [one.value, one.visits]))).to.deep.equal(
            naiveVisits(all, STATUS),
          );
          const current = values.filter((one) => one.current).map((one) => one.value);
          const last = valuesAfter(all, STATUS).at(-1) ?? null;
          expect(current).to.deep.equal(last === null ? [] : [last]);
        }),
      ),
      { numRuns: RUNS },
    ));

  it('end with what the budget allows, oldest entries first, and say so', () =>
    onOwnStore(async (store) => {
      const step = (after: string, i: number) => ({
        ...{
          change: aChange(after, i % 2 === 0 ? STATUS : 'title'),
          actor: anActor({ username: `u${String(i)}` }),
          later: 10,
        },
      });
      const entries = Array.from({ length: 40 }, (_, i) => step(i === 39 ? 'never' : `v${String(i)}`, i));
      const { all } = await playedHistory(store, { entries, isOld: false });
      const now = new Date('2030-01-01');
      const limits = { entries: 6, rows: 1, records: 1 };
      const figures = await figuresOf(store, all, { now, limits });
      expect(figures).to.include({ total: 40, complete: false, others: 0 });
      expect(figures.byType).to.deep.equal({ field: 40 });
      expect(figures.byDay.map((one) => one.entries)).to.deep.equal([6]);
      expect(figures.byActor).to.have.length(6);
      // Six changes of the status, 20 ms apart: up to the last of them, which lasts no one knows how long.
      const { values } = figures.timeIn;
      expect(values.map(({ value: of, ms }) => [of, ms])).to.deep.equal([
        ...['v0', 'v2', 'v4', 'v6', 'v8'].map((of) => [of, 20]),
        ...[
          ['before', 0],
          ['v10', 0],
        ],
      ]);
      expect(values.some(({ current }) => current)).to.equal(false);
    }));

  it('end when the time is up, but not before 500 entries', () =>
    onOwnStore(async (store) => {
      const entries = Array.from({ length: 700 }, () => ({
        change: aChange('x', STATUS),
        actor: anActor(),
        later: 0,
      }));
      const { all } = await playedHistory(store, { entries, isOld: false });
      let time = 0;
      const limits = { entries: 10_000, rows: 1, records: 1, now: () => (time += 1_000) };
      const figures = await figuresOf(store, all, { now: new Date('2030-01-01'), limits });
      expect(figures.complete).to.equal(false);
      expect(figures.byDay.map((one) => one.entries)).to.deep.equal([500]);
    }));

  it('tell a hundred values and a hundred people, and the rest together', () =>
    onOwnStore(async (store) => {
      const long = 'x'.repeat(1_001);
      const entries = [...Array.from({ length: 120 }, (_, i) => `v${String(i)}`), long, long].map(
        (after, i) => ({
          ...{ change: aChange(after, STATUS), actor: anActor({ username: `u${String(i)}` }), later: 1 },
        }),
      );
      const { head, all } = await playedHistory(store, { entries, isOld: false });
      const now = new Date(head.lastAt.getTime() + 7);
      const { timeIn, byActor, others, complete } = await figuresOf(store, all, { now });
      expect(complete).to.equal(true);
      expect([timeIn.values.length, byActor.length, others]).to.deep.equal([100, 100, 22]);
      // 20 values of a millisecond and the one before all, which lasted for none; then twice the long one.
      expect(timeIn.others).to.deep.equal({ ms: 20 + 1 + 7, visits: 21 + 2 });
    }));

  it('are nothing of a record without entries', () =>
    onOwnStore(async (store) => {
      const { head, all } = await playedHistory(store, {
        entries: [{ change: aChange(), actor: anActor(), later: 0 }],
        isOld: false,
      });
      const bare = { ...head, subject: { ...head.subject, id: 'bare' }, number: 2, seq: 0, counts: {} };
      await store.restore({ head: bare, attachments: [], activities: none() });
      const [first] = all;
      if (first === undefined) throw new Error('It has one.');
      const figures = await figuresOf(store, [{ ...first, subject: bare.subject }], { now: new Date(0) });
      expect(figures).to.deep.include({
        total: 0,
        byType: {},
        byActor: [],
        byDay: [],
        timeIn: { values: [] },
      });
      expect(figures).to.include({ reopened: 0, complete: true, acknowledgedMs: undefined });
    }));
});

async function* none(): AsyncGenerator<never> {
  // Nothing.
}
