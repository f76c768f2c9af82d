import { setTimeout as sleep } from 'node:timers/promises';
import { Changes, polling } from '../../../domain/log/space_watch.js';
import type { AdvanceSource, Watching } from '../../../domain/log/space_watch.js';
import { isStorableId } from '../../../domain/record.js';
import { isRefusal } from '../connection/mongo_errors.js';
import { findBatch } from '../read/find_batch.js';
import type { Workbench } from '../workbench.js';

const POLL_MS = 500;
/** After a change stream has failed it is tried again. */
const RETRY_MS = 60_000;
/** How long the server waits for a change before it answers that there is none. */
const AWAIT_MS = 1_000;

const PIPELINE = [{ $project: { documentKey: 1 } }];

/**
 * Notices that logs have advanced: by a change stream where the server has them, which is found out once for the
 * store, else by a look at the watched spaces' documents every 500 ms. A stream that fails is tried again after a
 * minute, with looks until then.
 */
export function advanceSource(bench: Workbench): AdvanceSource {
  let knows: 'nothing' | 'works' | 'refused' = 'nothing';
  return {
    start: (watching) => {
      const ended = new AbortController();
      const poll = logPolling(bench);
      const work = async (): Promise<void> => {
        while (!ended.signal.aborted) {
          if (knows !== 'refused') {
            const failure = await follow(bench, watching, ended.signal, () => (knows = 'works'));
            // One that has worked is only away.
            if (knows === 'nothing' && isRefusal(failure)) knows = 'refused';
            else if (!ended.signal.aborted) bench.logger?.info({ err: failure }, 'logs are polled for now');
          }
          if (ended.signal.aborted) return;
          const stop = poll.start(watching);
          await pause(knows === 'refused' ? undefined : RETRY_MS, ended.signal);
          await stop();
        }
      };
      const working = work();
      return async () => {
        ended.abort();
        await working;
      };
    },
  };
}

/** Tells of changes until it is ended; answers why, if it was not told to. */
async function follow(
  bench: Workbench,
  watching: Watching,
  signal: AbortSignal,
  works: () => void,
): Promise<unknown> {
  const stream = bench.collections.logs.watch(PIPELINE, {
    maxAwaitTimeMS: AWAIT_MS,
    readConcern: { level: 'majority' },
  });
  const end = (): void => void stream.close().catch(() => undefined);
  signal.addEventListener('abort', end);
  try {
    let open = false;
    while (!signal.aborted) {
      const change = await bench.call(() => stream.tryNext());
      if (change !== null && 'documentKey' in change) watching.tell(String(change.documentKey._id));
      if (open) continue;
      open = true;
      works();
      // What came before the stream was open is in none of its events.
      for (const space of watching.spaces()) watching.tell(space);
    }
    return undefined;
  } catch (error) {
    return signal.aborted ? undefined : error;
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** Looks at the documents of the watched spaces. */
function logPolling(bench: Workbench): AdvanceSource {
  return {
    start: (watching) => {
      const changes = new Changes<number>();
      const source = polling(POLL_MS, async (spaces) => {
        const filter = { _id: { $in: spaces.filter(isStorableId) } };
        const query = { filter, projection: { size: 1 }, limit: spaces.length };
        const docs = await findBatch(bench, bench.collections.logs, query);
        return changes.of(new Map(docs.map(({ _id, size }) => [_id, size])));
      });
      return source.start(watching);
    },
  };
}

/** Resolves after the time, without one never, and in any case when it is ended. */
async function pause(ms: number | undefined, signal: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await sleep(ms ?? RETRY_MS, undefined, { signal, ref: false });
      if (ms !== undefined) return;
    }
  } catch {
    // It is ended.
  }
}
