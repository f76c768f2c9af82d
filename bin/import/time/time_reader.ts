import { timeFormat } from './time_format.js';
import { zoneClock } from './time_zone.js';
import { instantAt, wallMilliseconds } from './wall_time.js';

/** Reads the times of a file. */
export interface TimeReader {
  /** Milliseconds since 1970, UTC; `undefined` for what is no date of the calendar in this form. */
  readonly read: (text: string) => number | undefined;
  readonly example: string;
}

/** A reader of times in this format; what they say of their offset goes before the zone. */
export function timeReader({
  format,
  timeZone,
}: {
  readonly format: string;
  readonly timeZone: string;
}): TimeReader {
  const { read, example } = timeFormat(format);
  const instantOf = zoneClock(timeZone);
  return {
    example,
    read: (text) => {
      const time = read(text);
      const wall = time && wallMilliseconds(time);
      if (time === undefined || wall === undefined) return undefined;
      return time.offset === undefined ? instantOf(wall) : instantAt(wall, time.offset);
    },
  };
}
