/** Milliseconds of a clock that all processes of the machine share. */
export function absoluteNow(): number {
  return performance.timeOrigin + performance.now();
}
