import { Readable } from 'node:stream';
import type { ActivityPlugin } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import type { LoadedConfig } from '../config_file.js';
import type { StopSignal } from '../stop_signal.js';

/**
 * Records that are recorded before the store is opened anew: what a process has read of a memory-mapped
 * store counts as its memory, and this bounds it whatever the number of records.
 */
const RECORDS_PER_OPENING = 1000;

/** How records are recorded. */
interface Recording<T> {
  readonly loaded: LoadedConfig;
  /** Records at the same time. */
  readonly parallel: number;
  readonly stop: StopSignal;
  /** Records all of one of them, through the in-process API. */
  readonly record: (activity: ActivityPlugin, one: T) => Promise<void>;
}

/**
 * Records until there are no more or a signal comes; what has been begun is finished, the store is closed.
 * @throws what the iterator or the store fails with; what the iterator gave before is recorded first
 */
export async function recordEach<T>(
  all: AsyncGenerator<T>,
  { loaded: { config, baseDir }, parallel, stop, record }: Recording<T>,
): Promise<void> {
  let recorded = 0;
  try {
    for (let opened = -1; opened < recorded;) {
      opened = recorded;
      // No router is needed: the records are written through the in-process API alone.
      const activity = await mountPlugin({ use: () => undefined }, { config, baseDir });
      const recordOne = async (one: T): Promise<void> => {
        await record(activity, one);
        recorded += 1;
      };
      try {
        const some = taken(all, RECORDS_PER_OPENING, stop);
        await Readable.from(some.elements).forEach(recordOne, { concurrency: parallel });
        some.failIfBroken();
      } finally {
        await activity.stop();
      }
    }
  } finally {
    await all.return(undefined);
  }
}

interface Taken<T> {
  readonly elements: AsyncGenerator<T>;
  /** Throws what the iterator failed with: a stream that fails would drop elements which it still holds. */
  readonly failIfBroken: () => void;
}

/** The next `count` elements, or fewer when a signal comes or the iterator fails; the rest stays with it. */
function taken<T>(iterator: AsyncIterator<T>, count: number, stop: StopSignal): Taken<T> {
  let failure: { readonly error: unknown } | undefined;
  async function* elements(): AsyncGenerator<T> {
    for (let i = 0; i < count && stop.received() === undefined; i += 1) {
      let next: IteratorResult<T>;
      try {
        next = await iterator.next();
      } catch (error) {
        failure = { error };
        return;
      }
      if (next.done === true) return;
      yield next.value;
    }
  }
  return {
    elements: elements(),
    failIfBroken: () => {
      if (failure !== undefined) throw failure.error;
    },
  };
}
