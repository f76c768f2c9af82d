import type { Activity } from '../../domain/activity.js';
import { isActivityError } from '../../domain/errors.js';
import type { SpaceLog } from '../../domain/log/space_log.js';
import type { RecordHead } from '../../domain/record.js';

/** Entries that are so near to each other are looked up together: what lies between costs less than another look. */
const NEAR = 100;

/** An entry and its position in the log of its space, where it has one. */
export interface PlacedEntry {
  readonly entry: Activity;
  readonly position?: number | undefined;
}

/**
 * Tells the positions of a record's entries, which are given by `seq`; none where the store has no log. What was
 * acknowledged before the call has one.
 */
export async function entryPositions(
  log: Pick<SpaceLog, 'catchUp' | 'positions'>,
  head: RecordHead,
): Promise<(entries: readonly Activity[]) => Promise<readonly PlacedEntry[]>> {
  try {
    await log.catchUp(head.subject.space);
  } catch (error) {
    if (!isActivityError(error, 'LOG_DISABLED')) throw error;
    return (entries) => Promise.resolve(entries.map((entry) => ({ entry })));
  }
  return async (entries) => {
    const placed: PlacedEntry[] = [];
    for (const group of groupsOf(entries)) {
      const [from, to] = [group.at(0)?.seq ?? 1, group.at(-1)?.seq ?? 0];
      const positions = await log.positions(head, { from, to });
      for (const entry of group) placed.push({ entry, position: positions[entry.seq - from] });
    }
    return placed;
  };
}

function groupsOf(entries: readonly Activity[]): readonly (readonly Activity[])[] {
  const groups: Activity[][] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group === undefined || last === undefined || entry.seq - last.seq > NEAR) groups.push([entry]);
    else group.push(entry);
  }
  return groups;
}
