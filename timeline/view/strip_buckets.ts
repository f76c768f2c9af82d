import type { DayCount, Figures } from '../data/figures.js';

/** A bar of the strip: what was recorded from an instant up to but without another, in milliseconds. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly entries: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_BARS = 60;

/** They are looked at again and again while rows are drawn. */
const made = new WeakMap<Pick<Figures, 'days' | 'instants'>, readonly Bucket[]>();

/**
 * All of the time between the first and the last entry in at most 60 bars of equal length, also the empty ones: days,
 * or hours where the figures have instants.
 * @param startOf the instant at which a day `YYYY-MM-DD` begins, as ISO 8601
 */
export function bucketsOf(
  figures: Pick<Figures, 'days' | 'instants'>,
  startOf: (day: string) => string,
): readonly Bucket[] {
  let buckets = made.get(figures);
  if (buckets === undefined) {
    const { days, instants } = figures;
    buckets = instants === undefined ? byDay(days, startOf) : byHour(instants);
    made.set(figures, buckets);
  }
  return buckets;
}

function byHour(instants: readonly number[]): readonly Bucket[] {
  const hours = instants.map((at) => Math.floor(at / HOUR_MS));
  const [start = 0] = hours;
  return counted(
    hours.map((hour) => [hour - start, 1]),
    (n) => (start + n) * HOUR_MS,
  );
}

function byDay(days: readonly DayCount[], startOf: (day: string) => string): readonly Bucket[] {
  const start = Date.parse(days[0]?.day ?? '');
  return counted(
    days.map(({ day, entries }) => [Math.round((Date.parse(day) - start) / DAY_MS), entries]),
    (n) => Date.parse(startOf(new Date(start + n * DAY_MS).toISOString().slice(0, 10))),
  );
}

/** @param counts how many in which hour or day, counted from the first one */
function counted(
  counts: readonly (readonly [place: number, entries: number])[],
  instantOf: (place: number) => number,
): readonly Bucket[] {
  const length = (counts.at(-1)?.[0] ?? -1) + 1;
  const size = Math.ceil(length / MOST_BARS);
  const sums = Array.from({ length: Math.ceil(length / size) || 0 }, () => 0);
  for (const [place, entries] of counts) {
    const i = Math.floor(place / size);
    sums[i] = (sums[i] ?? 0) + entries;
  }
  return sums.map((entries, i) => ({ from: instantOf(i * size), to: instantOf((i + 1) * size), entries }));
}
