import { performance } from 'node:perf_hooks';

/** Something to be timed, under the name it has in the table. */
export interface Contender {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

/**
 * Milliseconds of every run, per name. The contenders take turns, each round begun by another one, so that what
 * else the machine does meets all of them alike. The first tenth of the rounds only warms up.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  const warmUp = Math.ceil(rounds / 10);
  for (let round = -warmUp; round < rounds; round += 1) {
    for (let i = 0; i < contenders.length; i += 1) {
      const contender = contenders[(i + round + warmUp) % contenders.length];
      if (contender === undefined) continue;
      const ms = await millisecondsOf(contender.run);
      if (round >= 0) samples.get(contender.name)?.push(ms);
    }
  }
  return samples;
}

/** How long something takes. */
export async function millisecondsOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** The sample below which the share `q` of all lies; NaN without samples. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
}

/** The middle sample. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The median of `a[i] / b[i]`: what was measured side by side is compared side by side. */
export function medianRatio(a: readonly number[], b: readonly number[]): number {
  return median(a.flatMap((value, i) => (b[i] === undefined ? [] : [value / b[i]])));
}

/** Runs `work` for every number below `count`, at most `width` at the same time. */
export async function inParallel(
  count: number,
  width: number,
  work: (i: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
}
