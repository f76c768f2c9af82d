import type { ActivityPlugin, JsonObject } from '../../server/index.js';
import { ActivityError } from '../../server/index.js';
import type { RecordTarget } from '../recording/record_target.js';
import { refusalOf } from '../recording/refusal.js';
import type { Incident } from './incident_log.js';
import type { Tally } from './tally.js';

/** The kind of the records: both dialects serve it. */
const KIND = 'incident';

/** Entries of an incident: those recorded by this run, and all that its history has. */
interface Outcome {
  readonly recorded: number;
  readonly total: number;
}

/**
 * Records the steps that the history does not have yet. A step is one commit, so the length of a history
 * says how many steps it has: an interrupted replay goes on where it ended.
 * @throws what ends the replay; what else a step is refused for is in `tally`
 */
export async function recordIncident(
  activity: ActivityPlugin,
  { number, steps }: Incident,
  { space, owner }: RecordTarget,
  tally: Tally,
): Promise<Outcome> {
  const subject = { space, kind: KIND, id: number };
  let total = 0;
  let [expected, recorded, rows] = [0, 0, 0];
  let before: JsonObject | undefined;
  try {
    ({ total } = await activity.find({ subject, limit: 1 }));
    for (const { state, actor, at } of steps) {
      const entries = before === undefined ? 1 : differences(before, state);
      const known = expected < total;
      if (expected > total || (known && expected + entries > total)) {
        throw new ActivityError('VERSION_CONFLICT', DIFFERS);
      }
      if (!known) {
        const outcome = await activity.record({ subject, owner, actor, before, after: state, at });
        recorded += outcome.activities.length;
        total = outcome.total;
      }
      expected += entries;
      before = state;
      rows += 1;
    }
  } catch (error) {
    tally.refuse(
      refusalOf(error).message,
      steps.slice(rows).map(({ line }) => line),
    );
  }
  tally.record(rows);
  return { recorded, total };
}

const DIFFERS = 'the history of the incident differs from the log';

/** How many fields differ between two states. */
function differences(before: JsonObject, after: JsonObject): number {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => before[field] !== after[field]).length;
}
