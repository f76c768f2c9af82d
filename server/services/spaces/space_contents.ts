import { isActivityError } from '../../domain/errors.js';
import type { Subject } from '../../domain/activity.js';
import type { ActivityStore } from '../../domain/store.js';
import { removeConfigurations } from '../configurations/kept_configurations.js';

/** Records that are looked up together, and erased before the next ones are. */
const RECORDS_PER_BATCH = 100;
/** Erasures of one batch that are under way at the same time. */
const PARALLEL = 8;

/**
 * Erases the records that a space has, batch by batch, then removes its configurations. One that somebody else
 * changes or erases meanwhile is left to them, or to the next walk.
 * @param told how many records of each batch are gone; rejects to end the walk
 * @returns how many records were seen
 */
export async function removeContents(
  store: ActivityStore,
  space: string,
  told: (removed: number) => Promise<void>,
): Promise<number> {
  let [seen, after]: [number, Subject | undefined] = [0, undefined];
  for (;;) {
    const subjects: readonly Subject[] = await store.subjects(after, RECORDS_PER_BATCH, space);
    seen += subjects.length;
    if (subjects.length > 0) await told(await eraseRecords(store, subjects));
    after = subjects.at(-1);
    if (subjects.length < RECORDS_PER_BATCH) break;
  }
  await removeConfigurations(store.registry, space);
  return seen;
}

async function eraseRecords(store: ActivityStore, subjects: readonly Subject[]): Promise<number> {
  let erased = 0;
  for (let start = 0; start < subjects.length; start += PARALLEL) {
    const some = subjects.slice(start, start + PARALLEL);
    const done = await Promise.all(some.map((subject) => eraseRecord(store, subject)));
    erased += done.filter(Boolean).length;
  }
  return erased;
}

/** Whether this was who erased it. */
async function eraseRecord(store: ActivityStore, subject: Subject): Promise<boolean> {
  const head = await store.head(subject);
  if (head === undefined) return false;
  try {
    await store.commit([{ type: 'erase', expected: head.revision, subject }]);
    return true;
  } catch (error) {
    if (isActivityError(error, 'VERSION_CONFLICT')) return false;
    throw error;
  }
}
