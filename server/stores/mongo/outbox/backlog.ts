import type { Backlog } from '../../../domain/store.js';
import type { Workbench } from '../workbench.js';

const MOST_COUNTED = 1_000;
/** A figure for operators is not worth more of the database's time. */
const MAX_TIME_MS = 1_000;

/** How many records are unfinished, and since when: at most 1,000 entries of the sparse index `open`, no document. */
export async function readBacklog(bench: Workbench): Promise<Backlog> {
  const unfinished = await bench.call(() =>
    bench.collections.records
      .find(
        { open: { $gt: new Date(0) } },
        {
          projection: { _id: 0, open: 1 },
          sort: { open: 1 },
          limit: MOST_COUNTED,
          batchSize: MOST_COUNTED,
          maxTimeMS: MAX_TIME_MS,
        },
      )
      .toArray(),
  );
  return { records: unfinished.length, oldest: unfinished[0]?.open };
}
