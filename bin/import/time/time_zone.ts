const DAY_MS = 86_400_000;
const SECOND_MS = 1000;

/** Whether there is such a zone of the IANA database, such as `Europe/Rome`. */
export function isTimeZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which clocks of a zone show this. Of two such instants, when clocks are set back, the earlier one;
 * what they never show, when they are set forward, is read as if they had not been.
 */
export type ZoneClock = (wall: number) => number;

/** @param name a zone of the IANA database; the clock takes and gives milliseconds, as if the wall were UTC */
export function zoneClock(name: string): ZoneClock {
  if (name === 'UTC') return (wall) => wall;
  const clock = clockOf(name);
  return (wall) => {
    // A day before and after, whatever change of the clocks there is lies between.
    const [earlier, later] = [wall - offsetAt(wall - DAY_MS, clock), wall - offsetAt(wall + DAY_MS, clock)];
    const shown = [earlier, later].find((instant) => instant + offsetAt(instant, clock) === wall);
    return shown ?? earlier;
  };
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const [number, two] = ['numeric', '2-digit'] as const;
  return new Intl.DateTimeFormat('en', {
    ...{ timeZone, calendar: 'gregory', hourCycle: 'h23' },
    ...{ year: number, month: two, day: two, hour: two, minute: two, second: two },
  });
}

/** How far the clocks of the zone are ahead of UTC at that instant, in milliseconds. */
function offsetAt(instant: number, clock: Intl.DateTimeFormat): number {
  const parts = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  );
  return shown - Math.floor(instant / SECOND_MS) * SECOND_MS;
}
