/** A window of the clock in which requests are counted. */
export interface CountedWindow {
  readonly seconds: number;
  /** Which of the windows of this length since 1970 it is. */
  readonly index: number;
  /** It is full with so many. */
  readonly quota: number;
}

/** Counts of the requests of each sender, in windows of the clock (C12). */
export interface RequestCounts {
  /**
   * Counts a request in all of the windows if none of them is full, else in none.
   * @param sender at most 100 characters @param windows of different lengths
   * @returns how many each of them had before, in their order
   */
  count(sender: string, windows: readonly CountedWindow[]): Promise<readonly number[]>;
}

/** Whether one of the windows was full with the counts it had. */
export function isFull(windows: readonly CountedWindow[], counts: readonly number[]): boolean {
  return windows.some(({ quota }, i) => (counts[i] ?? 0) >= quota);
}
