import { dayOfDate } from './local_days.js';
import type { LocalDays } from './local_days.js';

/** How long a bucket is; weeks begin on Mondays. */
export const BUCKETS = ['day', 'week', 'month'] as const;

/** One of them. */
export type Bucket = (typeof BUCKETS)[number];

/** Days that one has at most, so that the day so many behind its first one lies in the next. */
const MOST_DAYS: Readonly<Record<Bucket, number>> = { day: 1, week: 7, month: 31 };

/** The first day of the bucket that a day lies in. */
const FIRST_DAY: Readonly<Record<Bucket, (day: number) => number>> = {
  day: (day) => day,
  // 1970-01-05 was a Monday.
  week: (day) => Math.floor((day - 4) / 7) * 7 + 4,
  month: (day) => {
    const date = new Date(day * 86_400_000);
    return dayOfDate(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  },
};

/**
 * The instants, in milliseconds and in their order, at which the buckets begin that have something of the range; the
 * first one may begin before it. Buckets of which the calendar has skipped everything are none.
 * @param range `from` is before `to`, which is not included
 */
export function bucketStarts(
  days: LocalDays,
  bucket: Bucket,
  { from, to }: { readonly from: Date; readonly to: Date },
): readonly number[] {
  const starts: number[] = [];
  let first = FIRST_DAY[bucket](days.dayOf(from.getTime()));
  for (let start = days.startOf(first); start < to.getTime();) {
    first = FIRST_DAY[bucket](first + MOST_DAYS[bucket]);
    const end = days.startOf(first);
    if (end > start) starts.push(start);
    start = end;
  }
  return starts;
}
