import type { RecordQuery } from '../../domain/record_list.js';

/** An ISO 8601 date, or a date and a time with its offset from UTC. */
const ISO = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
const RELATIVE = /^now(?:-(\d{1,10})([smhdwMy]))?$/;

/** Units of the same length everywhere, in milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * The first millisecond that the words mean, and the last: `now`, `now-7d` and times are one, a date is a whole day
 * in UTC. `undefined` when they mean none (K15.5).
 */
export function timesOf(
  words: string,
  now: Date,
): { readonly first: number; readonly last: number } | undefined {
  const first = ISO.test(words) ? calendarTime(words) : relativeTime(words, now);
  if (Number.isNaN(first)) return undefined;
  return { first, last: words.includes('T') || words.startsWith('now') ? first : first + 86_400_000 - 1 };
}

/** When records were created that two such words have between them, both included; `undefined`: whenever. */
export function createdRange(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: Date,
): RecordQuery['created'] {
  if (from === undefined && to === undefined) return undefined;
  const [first, last] = [from, to].map((words) => (words === undefined ? undefined : timesOf(words, now)));
  return { from: first?.first, to: last === undefined ? undefined : last.last + 1 };
}

/** NaN also where the calendar has no such day: there the parser would take the next one that it has. */
function calendarTime(words: string): number {
  const day = Date.parse(words.slice(0, 10));
  const exists = !Number.isNaN(day) && new Date(day).toISOString().startsWith(words.slice(0, 10));
  return exists ? Math.floor(Date.parse(words)) : NaN;
}

function relativeTime(words: string, now: Date): number {
  const [, count = '0', unit = 's'] = RELATIVE.exec(words) ?? [undefined, 'x'];
  const length = UNITS[unit];
  if (length !== undefined) return new Date(now.getTime() - Number(count) * length).getTime();
  return monthsBefore(now, Number(count) * (unit === 'y' ? 12 : 1));
}

/** The same day of an earlier month, or its last one. */
function monthsBefore(now: Date, count: number): number {
  const then = new Date(now);
  then.setUTCMonth(now.getUTCMonth() - count);
  if (then.getUTCDate() !== now.getUTCDate()) then.setUTCDate(0);
  return then.getTime();
}
