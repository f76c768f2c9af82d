import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Changes, polling } from '../../../domain/log/space_watch.js';
import type { AdvanceSource, Watching } from '../../../domain/log/space_watch.js';
import { isStorableId } from '../../../domain/record.js';
import { isRefusal } from '../connection/mongo_errors.js';
import { findBatch } from '../read/find_batch.js';
import type { Workbench } from '../workbench.js';
import type { LogDocument } from './documents.js';

const POLL_MS = 500;
/** After a change stream has failed it is tried again. */
const RETRY_MS = 60_000;
/** How long the server waits for a change before it answers that there is none. */
const AWAIT_MS = 1_000;

const PIPELINE = [{ $project: { documentKey: 1 } }];
const OPTIONS = { maxAwaitTimeMS: AWAIT_MS, readConcern: { level: 'majority' } } as const;

/** What is left of an event of the change stream; those of the whole collection name no document. */
interface LogChange {
  readonly _id: unknown;
  readonly documentKey?: { readonly _id: string };
}

/**
 * Notices that logs have advanced: by a change stream where the server has them, which is found out once for the
 * store, else by a look at the watched spaces' documents every 500 ms. A stream that fails is tried again after a
 * minute, with looks until then.
 */
export function advanceSource(bench: Workbench): AdvanceSource {
  let state: 'unknown' | 'works' | 'refused' = 'unknown';
  const work = async (watching: Watching, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      if (state !== 'refused') {
        const { opened, failure } = await follow(bench, watching, signal);
        if (opened) state = 'works';
        // One that has worked is only away.
        else if (state === 'unknown' && isRefusal(failure)) state = 'refused';
        if (failure !== undefined) bench.logger?.info({ err: failure }, 'logs are polled for now');
      }
      await pollFor(state === 'refused' ? Infinity : RETRY_MS, { bench, watching, signal });
    }
  };
  return {
    start: (watching) => {
      const ended = new AbortController();
      const working = work(watching, ended.signal);
      return async () => {
        ended.abort();
        await working;
      };
    },
  };
}

/** Tells of changes until it is ended, or fails: why it has then, and whether there were any events at all. */
async function follow(
  bench: Workbench,
  { spaces, tell }: Watching,
  signal: AbortSignal,
): Promise<{ readonly opened: boolean; readonly failure?: unknown }> {
  let opened = false;
  const stream = bench.collections.logs.watch<LogDocument, LogChange>(PIPELINE, OPTIONS);
  const end = (): void => void stream.close().catch(() => undefined);
  signal.addEventListener('abort', end);
  try {
    while (!signal.aborted) {
      const change = await bench.call(() => stream.tryNext());
      if (change?.documentKey !== undefined) tell(change.documentKey._id);
      // What came before the stream was open is in none of its events.
      if (!opened) for (const space of spaces()) tell(space);
      opened = true;
    }
    return { opened };
  } catch (failure) {
    return signal.aborted ? { opened } : { opened, failure };
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** Polls for this long, or until it is ended. */
async function pollFor(
  ms: number,
  { bench, watching, signal }: { bench: Workbench; watching: Watching; signal: AbortSignal },
): Promise<void> {
  if (signal.aborted) return;
  const stop = logPolling(bench).start(watching);
  const over = Number.isFinite(ms) ? sleep(ms, undefined, { signal, ref: false }) : once(signal, 'abort');
  await over.catch(() => undefined);
  await stop();
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
