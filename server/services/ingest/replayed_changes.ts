import type { Activity } from '../../domain/activity.js';
import { facetOf } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { RecentKey, RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { commitEntries } from '../recording/commit_entries.js';
import { changesOf } from '../recording/record_change.js';
import type { IngestOutcome, RecordPart } from './record_parts.js';

/**
 * What the changes of a request wrote when it came first. A record that remembers nothing of it had nothing to write.
 * @throws RECORD_NOT_FOUND when one of the records is gone since
 */
export async function replayed(
  store: ActivityStore,
  parts: readonly RecordPart[],
  commits: readonly (RecentKey | undefined)[],
): Promise<readonly IngestOutcome[]> {
  const outcomes: IngestOutcome[] = [];
  for (const [i, part] of parts.entries()) {
    const { head } = part;
    if (head === undefined) throw new ActivityError('RECORD_NOT_FOUND', 'There is no such record.');
    const commit = commits[i];
    const entries = commit === undefined ? [] : await commitEntries(store, head, commit);
    shareOut(head, { ...part, entries, from: commit?.from ?? head.seq + 1 }, outcomes);
  }
  return outcomes;
}

/**
 * Gives each change the entries that it made: they follow from the change alone, but for one whose feed had come
 * further before. That made none.
 */
function shareOut(
  { owner }: RecordHead,
  { subject, changes, entries, from }: RecordPart & { entries: readonly Activity[]; from: number },
  outcomes: IngestOutcome[],
): void {
  let taken = 0;
  for (const { change, index } of changes) {
    const wanted = changesOf(change, from + taken === 1).map(facetOf);
    const own = entries.slice(taken, taken + wanted.length);
    const isOwn = own.length === wanted.length && own.every((one, i) => facetOf(one.change) === wanted[i]);
    if (isOwn) taken += own.length;
    const total = from - 1 + taken;
    outcomes[index] = { subject, owner, entries: isOwn ? own : [], total, duplicate: false };
  }
}
