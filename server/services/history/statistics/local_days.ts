const DAY_MS = 86_400_000;
/** Further from UTC than any place ever was. */
const FURTHEST_SECONDS = 16 * 3_600;

/** Letters first: offsets such as `+02:00` are no zones on every Node. */
const NAME = /^[A-Za-z][\w+/-]*$/;

/** Whether it is the IANA name of a time zone that this Node knows. */
export function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The days of a time zone, as numbers: 0 is 1970-01-01. A day is as long as it was there, also 23 or 25 hours, or
 * nothing where the calendar has skipped it.
 */
export class LocalDays {
  readonly #format: Intl.DateTimeFormat;

  /** @throws RangeError when it is no time zone */
  constructor(timeZone: string) {
    this.#format = formatOf(timeZone);
  }

  /** The day that an instant, in milliseconds, lies in. */
  dayOf(instant: number): number {
    const parts = { era: '', year: '', month: '', day: '' };
    for (const { type, value } of this.#format.formatToParts(instant)) {
      if (type in parts) parts[type as keyof typeof parts] = value;
    }
    const year = parts.era.startsWith('B') ? 1 - Number(parts.year) : Number(parts.year);
    return dayOfDate(year, Number(parts.month), Number(parts.day));
  }

  /** The instant at which a day begins; of one that was skipped the instant at which the next one does. */
  startOf(day: number): number {
    const middle = (day * DAY_MS) / 1_000;
    let [before, begun] = [middle - FURTHEST_SECONDS, middle + FURTHEST_SECONDS];
    // Offsets are whole seconds.
    while (begun - before > 1) {
      const second = Math.floor((before + begun) / 2);
      if (this.dayOf(second * 1_000) < day) before = second;
      else begun = second;
    }
    return begun * 1_000;
  }
}

/** The number of the day of a date of the Gregorian calendar. */
export function dayOfDate(year: number, month: number, day: number): number {
  // `Date.UTC` takes the years before 100 for others.
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MS;
}

/** `YYYY-MM-DD`. */
export function dateText(day: number): string {
  return new Date(day * DAY_MS).toISOString().split('T', 1)[0] ?? '';
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  return new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', era: 'short', ...numeric });
}
