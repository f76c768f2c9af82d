import type { Access } from '../../../access/access.js';
import { isActivityError } from '../../../domain/errors.js';
import type { ActivityStore } from '../../../domain/store.js';
import { EventLoopTurns } from '../../../domain/event_loop_turns.js';
import { matching } from '../../../domain/window.js';
import type { HistoryGuard, ShownHead } from '../../history_guard.js';
import { answersOf } from '../answers_of.js';
import { FieldSteps, facetsOfSteps } from './field_steps.js';
import type { LifecycleTimes, StatisticsSettings } from './lifecycle.js';
import { Lifecycle } from './lifecycle.js';
import type { CreatedRecord } from './space_tally.js';

/** Records whose heads are read together, and those whose entries are. */
const HEADS_AT_ONCE = 100;
const READS_AT_ONCE = 10;
/** Changes of a record that are looked at. */
const MOST_STEPS = 100;

const TURNS = new EventLoopTurns();

/** What the times are read with. */
export interface RecordTimesDependencies {
  readonly store: Pick<ActivityStore, 'heads' | 'entries'>;
  readonly guard: HistoryGuard;
  readonly access: Access;
  readonly settings: StatisticsSettings;
}

/** The times of a record, and whether they are all that there is to be known. */
export interface RecordTimes {
  readonly record: CreatedRecord;
  readonly times: LifecycleTimes;
  readonly isWhole: boolean;
}

/** The times of these records, of those that are still there and may be seen; each costs 100 changes at most. */
export async function recordTimes(
  deps: RecordTimesDependencies,
  records: readonly CreatedRecord[],
): Promise<readonly RecordTimes[]> {
  const found: RecordTimes[] = [];
  for (let i = 0; i < records.length; i += HEADS_AT_ONCE) {
    const some = records.slice(i, i + HEADS_AT_ONCE);
    const heads = await deps.store.heads(some.map(({ subject }) => subject));
    const seen = some.flatMap((record, n) => {
      const head = heads[n];
      if (!deps.guard.seesHistory(deps.access, 'findHistory', head)) return [];
      return head.number === record.number ? [{ record, head }] : [];
    });
    const times = await answersOf(seen, READS_AT_ONCE, ({ record, head }) => timesOf(deps, record, head));
    found.push(...times.filter((one) => one !== undefined));
  }
  return found;
}

async function timesOf(
  { store, settings }: RecordTimesDependencies,
  record: CreatedRecord,
  head: ShownHead,
): Promise<RecordTimes | undefined> {
  const facets = facetsOfSteps(head, [settings.field]);
  const window = { order: 'asc', skip: 0, limit: MOST_STEPS, facets } as const;
  let [steps, lifecycle]: [FieldSteps | undefined, Lifecycle | undefined] = [undefined, undefined];
  let seen = 0;
  try {
    for await (const portion of store.entries(head, window)) {
      for (const entry of portion) {
        steps ??= new FieldSteps(settings.field, entry.at);
        lifecycle ??= new Lifecycle(entry.at, settings);
        for (const step of steps.of(entry)) lifecycle.add(step);
        seen += 1;
        await TURNS.next();
        if (isKnown(lifecycle.times)) return { record, times: lifecycle.times, isWhole: true };
      }
    }
  } catch (error) {
    if (!isActivityError(error, 'RECORD_NOT_FOUND')) throw error;
    return undefined;
  }
  return lifecycle && { record, times: lifecycle.times, isWhole: seen === matching(head, facets) };
}

function isKnown({ acknowledgedMs, resolvedMs }: LifecycleTimes): boolean {
  return acknowledgedMs !== undefined && resolvedMs !== undefined;
}
