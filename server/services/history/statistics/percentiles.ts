/** How many times there are, and which of them half and nine tenths do not exceed; absent: there are none. */
export interface Percentiles {
  readonly count: number;
  readonly p50Ms?: number | undefined;
  readonly p90Ms?: number | undefined;
}

/** Of times in milliseconds, in any order. Each percentile is one of the times (nearest rank). */
export function percentilesOf(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (percent: number): number | undefined => sorted[Math.ceil((sorted.length * percent) / 100) - 1];
  return { count: sorted.length, p50Ms: at(50), p90Ms: at(90) };
}
