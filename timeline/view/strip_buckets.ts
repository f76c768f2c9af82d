import type { Figures } from '../data/figures.js';

/** A bar of the strip: days from `from` up to but without `to`. */
export interface Bucket {
  readonly from: string;
  readonly to: string;
  readonly entries: number;
}

const DAY_MS = 86_400_000;
const MOST_BARS = 60;

/** All days of the figures in at most 60 bars of equal length, also the empty ones. */
export function bucketsOf({ days }: Pick<Figures, 'days'>): readonly Bucket[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const start = Date.parse(first.day);
  const length = Math.round((Date.parse(last.day) - start) / DAY_MS) + 1;
  const size = Math.ceil(length / MOST_BARS);
  const counts = Array.from({ length: Math.ceil(length / size) }, () => 0);
  for (const { day, entries } of days) {
    const i = Math.floor((Date.parse(day) - start) / DAY_MS / size);
    counts[i] = (counts[i] ?? 0) + entries;
  }
  const dayAt = (n: number): string => new Date(start + n * size * DAY_MS).toISOString().slice(0, 10);
  return counts.map((entries, i) => ({ from: dayAt(i), to: dayAt(i + 1), entries }));
}
