import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { SpaceQuestion } from '../../server/services/history/statistics/space_statistics.js';
import { percentilesOf } from '../../server/services/history/statistics/percentiles.js';
import { headOf } from '../support/log.js';
import { firstDate, localDate, naiveLifecycle } from '../support/naive_statistics.js';
import type { Known } from '../support/random_space.js';
import { everything, isMeant, play, someActs } from '../support/random_space.js';
import { aWindow, entriesOf } from '../support/records.js';
import { onOwnStore } from '../support/space_histories.js';
import { aSpaceQuestion, later, spaceStatistics } from '../support/statistics.js';

const SOME_SPACES = 12;
const QUESTIONS = 25;
const SETTINGS = { field: 'severity', resolved: ['Critical'] };

const someQuestions = fc.array(aSpaceQuestion, { minLength: QUESTIONS, maxLength: QUESTIONS });

type Figures = Awaited<ReturnType<ReturnType<typeof spaceStatistics>['space']>>;

const counts = <T>(values: readonly T[]): ReadonlyMap<T, number> => {
  const found = new Map<T, number>();
  for (const one of values) found.set(one, (found.get(one) ?? 0) + 1);
  return found;
};

async function historyOf(store: ActivityStore, { entry }: Known): Promise<readonly Activity[]> {
  return entriesOf(store, await headOf(store, entry.subject), aWindow());
}

/** What each bucket says, from the entries themselves. */
async function expectBuckets(
  store: ActivityStore,
  { buckets }: Figures,
  meant: readonly Known[],
  { bucket, timeZone }: SpaceQuestion,
): Promise<void> {
  const first = (at: Date): string => firstDate(localDate(at, timeZone), bucket);
  const dates = buckets.map(({ start }) => first(new Date(start)));
  expect(new Set(dates).size).to.equal(dates.length);
  for (const { entry } of meant) expect(dates).to.include(first(entry.at));
  for (const [i, one] of buckets.entries()) {
    const mine = meant.filter(({ entry }) => first(entry.at) === dates[i]);
    const created = mine.filter(({ entry }) => entry.change.type === 'created');
    const times = [];
    for (const known of created)
      times.push(naiveLifecycle(await historyOf(store, known), 'severity', ['Critical']));
    expect(one).to.deep.include({ entries: mine.length, created: created.length });
    expect(new Map(Object.entries(one.byType))).to.deep.equal(
      counts(mine.map(({ entry }) => entry.change.type)),
    );
    expect(one.acknowledged).to.deep.equal(percentilesOf(times.flatMap((of) => of.acknowledgedMs ?? [])));
    expect(one.resolved).to.deep.equal(percentilesOf(times.flatMap((of) => of.resolvedMs ?? [])));
  }
}

describe('the figures of a space (N9)', function () {
  this.timeout(120_000);

  it('are what the entries say that the caller may see, and nothing of the others', () =>
    fc.assert(
      fc.asyncProperty(someActs, someQuestions, (acts, questions) =>
        onOwnStore(async (store) => {
          for (const act of acts) await play(store, later(act));
          const known = await everything(store);
          const statistics = spaceStatistics(store, { settings: SETTINGS });
          for (const { access, question } of questions) {
            const meant = known.filter((one) => isMeant(one, access, question.filter));
            const figures = await statistics.space(access, question);
            expect(figures).to.include({ entries: meant.length, others: 0, complete: true });
            const kinds = counts(meant.map(({ entry }) => entry.subject.kind));
            expect(new Map(Object.entries(figures.byKind))).to.deep.equal(kinds);
            const names = counts(meant.map(({ entry: { actor } }) => actor.username ?? `(${actor.kind})`));
            const told = figures.byActor.map(
              (one) => ['username' in one ? one.username : `(${one.kind})`, one.entries] as const,
            );
            expect(new Map(told)).to.deep.equal(names);
            await expectBuckets(store, figures, meant, question);
          }
        }),
      ),
      { numRuns: SOME_SPACES },
    ));
});
