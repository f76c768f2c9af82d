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

/**
 * The same of a process that others take the processor from, such as a database on the same machine: of each delay only
 * the time counts in which this process had it.
 */
export async function longestBusyDelay(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let [at, busy] = [performance.now(), processorTime()];
  const look = (): void => {
    const [now, used] = [performance.now(), processorTime()];
    longest = Math.max(longest, Math.min(now - at, used - busy));
    [at, busy] = [now, used];
  };
  const looking = setInterval(look, RESOLUTION);
  try {
    await wait(4 * RESOLUTION);
    await work();
    await wait(4 * RESOLUTION);
    return longest;
  } finally {
    clearInterval(looking);
  }
}

/** In milliseconds, of all threads of this process. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
