import fc from 'fast-check';
import type { Activity, Actor, Change } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { RecordFigures } from '../../server/services/history/statistics/record_statistics.js';
import { Statistics } from '../../server/services/history/statistics/statistics.js';
import type { StatisticsLimits } from '../../server/services/history/statistics/statistics_limits.js';
import type { History } from './random_history.js';
import { aHistoryChange } from './random_history.js';
import { anActor } from './records.js';
import { aReader, guardAndAudit } from './space_histories.js';

/** The field that says how far a record is. */
export const STATUS = 'status';
/** Its values that count as resolved. */
export const RESOLVED = ['closed', 'done'];
const WHO: readonly Actor[] = [
  ...[anActor(), anActor({ username: 'bo' }), { kind: 'key', username: 'bo' } as const],
  ...[{ kind: 'system' }, { kind: 'anonymous' }].map((actor) => actor as Actor),
];

const value = fc.constantFrom('open', 'busy', 'closed', 'done', null);
const aStep: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('field' as const),
      field: fc.constant(STATUS),
      before: value,
      after: value,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('field' as const),
      field: fc.constant(STATUS),
      key: fc.constant('k'),
      before: value,
      after: value,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('created' as const),
      snapshot: fc.oneof(fc.record({ status: value }), fc.constant({})),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'deleted' as const }) },
  { weight: 3, arbitrary: aHistoryChange },
);
const anEntry = (change: fc.Arbitrary<Change>) =>
  fc.record({ change, actor: fc.constantFrom(...WHO), later: fc.constantFrom(0, 1, 3, 9) });
/** What becomes of a record with such a field, with and without its beginning. */
export const aLife: fc.Arbitrary<History> = fc
  .tuple(
    anEntry(
      fc.oneof(
        fc.record({ type: fc.constant('created' as const), snapshot: fc.record({ status: value }) }),
        aStep,
      ),
    ),
    fc.array(anEntry(aStep), { maxLength: 25 }),
    fc.boolean(),
  )
  .map(([first, rest, isOld]) => ({ entries: [first, ...rest], isOld }));

/** The figures of a history that has been played. */
export async function figuresOf(
  store: ActivityStore,
  all: readonly Activity[],
  { now, ...over }: { readonly now: Date; readonly limits?: StatisticsLimits; readonly timeZone?: string },
): Promise<RecordFigures> {
  const { gate, guard } = guardAndAudit();
  const settings = { field: STATUS, resolved: RESOLVED };
  const statistics = new Statistics({ store, gate, guard, clock: () => now, settings, limits: over.limits });
  const [first] = all;
  if (first === undefined) throw new Error('A history has an entry.');
  const { timeZone = 'UTC' } = over;
  return statistics.record(aReader(['cases']), first.subject, { field: STATUS, timeZone });
}
