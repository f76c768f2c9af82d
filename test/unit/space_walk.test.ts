import { expect } from 'chai';
import fc from 'fast-check';
import { SCAN_LIMITS } from '../../server/services/history/scan_budget.js';
import type { SpaceEntry, SpacePage } from '../../server/services/history/space_page.js';
import {
  aCallerOfSome,
  aFilter,
  byTime,
  everything,
  isMeant,
  play,
  someActs,
} from '../support/random_space.js';
import type { Known } from '../support/random_space.js';
import { onOwnStore, spaceHistories, walkByTime, walkLog } from '../support/space_histories.js';

const SOME_SPACES = 12;
const QUESTIONS = 40;

const limits = fc.oneof(
  fc.constant(SCAN_LIMITS),
  fc.record({ rows: fc.integer({ min: 1, max: 40 }), entries: fc.integer({ min: 1, max: 15 }) }),
);
const aQuestion = fc.record({
  access: aCallerOfSome,
  filter: aFilter,
  order: fc.constantFrom('asc' as const, 'desc' as const),
  limit: fc.integer({ min: 1, max: 30 }),
  limits,
});
const someQuestions = fc.array(aQuestion, { minLength: QUESTIONS, maxLength: QUESTIONS });

const plain = (
  known: readonly Pick<SpaceEntry, 'position' | 'entry'>[],
): readonly Omit<SpaceEntry, 'head'>[] => known.map(({ position, entry }) => ({ position, entry }));

/** Checks that a page names no row but these, unless it has met none of them and has to get on. */
const tellsOnlyOf =
  (told: readonly Known[]) =>
  ({ entries, next, oldestScanned, complete }: SpacePage): void => {
    const places = told.map(({ row: { at, number, seq } }) => ({ at, number, seq }));
    if (oldestScanned === undefined) expect([entries, next === undefined]).to.deep.equal([[], complete]);
    else expect(places.map(({ at }) => at)).to.deep.include(oldestScanned);
    if (next !== undefined && oldestScanned !== undefined) expect(places).to.deep.include(next);
  };

describe('the history of a space', function () {
  this.timeout(120_000);

  it('has by time what is meant, in order and once, whoever asks and however large the pages and budgets are', () =>
    fc.assert(
      fc.asyncProperty(someActs, someQuestions, (acts, questions) =>
        onOwnStore(async (store) => {
          for (const act of acts) await play(store, act);
          const known = await everything(store);
          for (const { access, limits, ...input } of questions) {
            const meant = byTime(known, input.order).filter((one) => isMeant(one, access, input.filter));
            const { histories } = spaceHistories(store, limits);
            const told = known.filter((one) => isMeant(one, access, { owners: input.filter.owners }));
            const walked = await walkByTime(histories, access, input, tellsOnlyOf(told));
            expect(plain(walked)).to.deep.equal(plain(meant));
          }
        }),
      ),
      { numRuns: SOME_SPACES },
    ));

  it('has by position what is meant, in order and once, from wherever it is read', () =>
    fc.assert(
      fc.asyncProperty(someActs, someQuestions, fc.nat(80), (acts, questions, start) =>
        onOwnStore(async (store) => {
          for (const act of acts) await play(store, act);
          const known = (await everything(store)).filter(({ position }) => position >= start);
          for (const { access, limits, filter, limit } of questions) {
            const meant = known.filter((one) => isMeant(one, access, filter));
            const { histories } = spaceHistories(store, limits);
            const walked = await walkLog(histories, access, { filter, limit, start });
            expect(plain(walked)).to.deep.equal(plain(meant));
          }
        }),
      ),
      { numRuns: SOME_SPACES },
    ));
});
