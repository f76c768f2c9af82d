import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** How often the loop is looked at, in milliseconds; what is answered may be too high by as much. */
const RESOLUTION = 5;

/**
 * The longest time, in milliseconds, for which this process ran nothing but one piece of the work: no timer, no
 * request of anybody else. Rejects with what the work rejects with.
 */
export async function longestDelay(work: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  histogram.enable();
  try {
    // A delay is the time between two looks: one has to come before the work, and one after it.
    await wait(4 * RESOLUTION);
    await work();
    await wait(4 * RESOLUTION);
    return histogram.max / 1e6;
  } finally {
    histogram.disable();
  }
}
