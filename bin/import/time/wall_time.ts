/** What a clock and a calendar show; months and days from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes ahead of UTC, where the text says so. */
  readonly offset: number | undefined;
}

const MINUTE_MS = 60_000;

/** In milliseconds, as if it were UTC; `undefined` for what no calendar or clock shows. */
export function wallMilliseconds(time: WallTime): number | undefined {
  const { year, month, day, hour, minute, second, millisecond } = time;
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
  const exact = at.getUTCFullYear() === year && at.getUTCDate() === day && at.getUTCMonth() === month - 1;
  return exact && hour < 24 && minute < 60 && second < 60 ? at.getTime() : undefined;
}

/** Minutes ahead of UTC of a text such as `Z`, `+03:00` or `-0530`. */
export function offsetMinutes(text: string): number {
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))];
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** The instant of what a clock shows, where the offset is known, in milliseconds. */
export function instantAt(wall: number, offset: number): number {
  return wall - offset * MINUTE_MS;
}
