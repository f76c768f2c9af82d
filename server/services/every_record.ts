import { Readable } from 'node:stream';
import type { Subject } from '../domain/activity.js';
import type { ActivityStore } from '../domain/store.js';

const SUBJECTS_PER_PAGE = 1000;
const BEHIND_ALL = '\u{10FFFF}';

/** The names of all records of a store, or of those behind one, in an order that never changes: `Subject` after `Subject`. */
export function everyRecord(store: ActivityStore, after?: Subject): Readable {
  return Readable.from(pagesOf(store, after));
}

/** How many records a store has. `onCount` is told now and then how many it were so far. */
export async function countRecords(store: ActivityStore, onCount?: (soFar: number) => void): Promise<number> {
  let records = 0;
  await everyRecord(store).forEach(() => {
    records += 1;
    if (records % SUBJECTS_PER_PAGE === 0) onCount?.(records);
  });
  return records;
}

/** The spaces in which a store has records. One read for each. */
export async function* spacesWithRecords(store: ActivityStore): AsyncGenerator<string> {
  for (let after: Subject | undefined; ;) {
    const [first] = await store.subjects(after, 1);
    if (first === undefined) return;
    yield first.space;
    after = { space: first.space, kind: BEHIND_ALL, id: BEHIND_ALL };
  }
}

async function* pagesOf(store: ActivityStore, first: Subject | undefined): AsyncGenerator<Subject> {
  let after = first;
  for (;;) {
    const page = await store.subjects(after, SUBJECTS_PER_PAGE);
    yield* page;
    if (page.length < SUBJECTS_PER_PAGE) return;
    after = page.at(-1);
  }
}
