import type { Subject } from '../domain/activity.js';
import type { RecordHead } from '../domain/record.js';
import type { ActivityStore } from '../domain/store.js';

/** The first of these subjects that has a record, deleted or not; `undefined` if none has. */
export async function firstRecord(
  store: ActivityStore,
  subjects: readonly Subject[],
): Promise<RecordHead | undefined> {
  for (const subject of subjects) {
    const head = await store.head(subject);
    if (head !== undefined) return head;
  }
  return undefined;
}
