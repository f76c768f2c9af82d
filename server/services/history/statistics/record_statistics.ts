import type { ActivityStore } from '../../../domain/store.js';
import { entryAt } from '../../entry_at.js';
import type { ShownHead } from '../../history_guard.js';
import type { ActorCounts } from './actor_count.js';
import type { DayCount } from './entry_tally.js';
import { EntryTally } from './entry_tally.js';
import { walkEntries } from './entry_walk.js';
import { facetsOfSteps } from './field_steps.js';
import type { LifecycleTimes } from './lifecycle.js';
import { LocalDays } from './local_days.js';
import type { StatisticsLimits } from './statistics_limits.js';
import { entryBudget } from './statistics_limits.js';
import type { StepQuestion } from './step_figures.js';
import { StepFigures } from './step_figures.js';
import type { TypeCounts } from './type_counts.js';
import { typeCounts } from './type_counts.js';
import type { ValueTimes } from './value_times.js';

/** What is asked about a record. */
export interface RecordQuestion extends StepQuestion {
  /** In which days are counted. */
  readonly timeZone: string;
  /** Until when the present value is counted. */
  readonly now: Date;
  readonly limits: StatisticsLimits;
}

/** The figures of one record (N9). */
export interface RecordFigures extends LifecycleTimes, ActorCounts {
  readonly head: ShownHead;
  readonly total: number;
  readonly byType: TypeCounts;
  /** Days with entries, in their order. */
  readonly byDay: readonly DayCount[];
  readonly timeIn: ValueTimes;
  /** `false`: a budget ended it; what was scanned, oldest entries first, is all that is in the figures. */
  readonly complete: boolean;
}

/**
 * The figures of a record. Its values and times cost the changes of two fields, the rest its length; each ends at
 * 10,000 entries, and both together when the time is up (N5.3).
 * @throws RECORD_NOT_FOUND when the record is erased meanwhile
 */
export async function recordStatistics(
  store: ActivityStore,
  head: ShownHead,
  question: RecordQuestion,
): Promise<RecordFigures> {
  const [forSteps, forAll] = [entryBudget(question.limits), entryBudget(question.limits)];
  const begin = head.seq === 0 ? head.lastAt : (await entryAt(store, head, 1)).at;
  const steps = new StepFigures(begin, question);
  const facets = facetsOfSteps(head, [question.field, question.settings.field]);
  const hasSteps = await walkEntries(store, { head, facets, budget: forSteps }, (entry) => {
    steps.add(entry);
  });
  const tally = new EntryTally(new LocalDays(question.timeZone));
  const hasAll = await walkEntries(store, { head, budget: forAll }, (entry) => {
    tally.add(entry);
  });
  const end = question.now > head.lastAt ? question.now : head.lastAt;
  return {
    ...{ head, total: head.seq, byType: typeCounts(head.counts) },
    ...tally.actors(),
    byDay: tally.days(),
    ...steps.until(end, hasSteps),
    complete: hasSteps && hasAll,
  };
}
