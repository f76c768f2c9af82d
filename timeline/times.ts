/** How times are told, in one language and zone. */
export interface Times {
  readonly zone: string;
  /** `2026-03-04`, to compare. */
  readonly dayKey: (at: string) => string;
  /** As a heading: `Wednesday, 4 March 2026`. */
  readonly day: (at: string) => string;
  /** The instant at which a day `YYYY-MM-DD` begins, as ISO 8601. */
  readonly startOf: (day: string) => string;
  /** From an instant up to but without another, in milliseconds: the days, of less than one the hours. */
  readonly range: (from: number, to: number) => string;
  readonly clock: (at: string) => string;
  /** Date, time and zone. */
  readonly absolute: (at: string) => string;
  /** `5 minutes ago`. */
  readonly ago: (at: string, now: number) => string;
  /** `2 h 10 min`. */
  readonly duration: (ms: number) => string;
  readonly number: (n: number) => string;
}

const STEPS = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

let last: { readonly key: string; readonly times: Times } | undefined;

/** Of the reader; a zone that the browser does not know is its own. Made once for as long as they stay the same. */
export function timesOf(locale: string, timeZone: string | undefined): Times {
  const key = `${locale} ${timeZone ?? ''}`;
  if (last?.key !== key) last = { key, times: makeTimes(locale, zoneOf(timeZone)) };
  return last.times;
}

function zoneOf(asked: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: asked }).resolvedOptions().timeZone;
  } catch {
    return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  }
}

function makeTimes(locale: string, timeZone: string): Times {
  const format = (options: Intl.DateTimeFormatOptions): ((at: string) => string) => {
    const made = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (at) => made.format(new Date(at));
  };
  const keys = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const dates = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const hours = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const numbers = new Intl.NumberFormat(locale);
  return {
    zone: timeZone,
    dayKey: (at) => keys.format(new Date(at)),
    day: format({ dateStyle: 'full' }),
    startOf: (day) => startOf(day, timeZone),
    // Days have 23 to 25 hours.
    range: (from, to) =>
      to - from < 82_800_000 ? hours.formatRange(from, to) : dates.formatRange(from, to - 1),
    clock: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    absolute: format({ dateStyle: 'medium', timeStyle: 'long' }),
    ago: (at, now) => {
      const ms = Date.parse(at) - now;
      const [unit, size] = STEPS.find(([, step]) => Math.abs(ms) >= step) ?? ['second', 1000];
      // A clock that runs ahead is no future.
      return relative.format(Math.min(0, Math.trunc(ms / size)), unit);
    },
    duration: durationOf(locale),
    number: (n) => numbers.format(n),
  };
}

/** The two largest units that it has. */
function durationOf(locale: string): (ms: number) => string {
  const unit = (name: string): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' });
  const [days, hours, minutes, seconds] = ['day', 'hour', 'minute', 'second'].map(unit);
  return (ms) => {
    const s = Math.max(0, Math.round(ms / 1000));
    const parts: [Intl.NumberFormat | undefined, number][] = [
      [days, Math.floor(s / 86_400)],
      [hours, Math.floor(s / 3_600) % 24],
      [minutes, Math.floor(s / 60) % 60],
    ];
    const told = parts.filter(([, n]) => n > 0).slice(0, 2);
    const shown = told.length === 0 ? [[seconds, s] as const] : told;
    return shown.map(([format, n]) => format?.format(n) ?? String(n)).join(' ');
  };
}

/** What the clocks of the zone show at UTC's midnight tells how far away its own is; twice, for nights of a change. */
function startOf(day: string, timeZone: string): string {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight)) return '';
  let at = midnight;
  for (let pass = 0; pass < 2; pass += 1) {
    at += midnight - Date.parse(`${wall.format(at).replace(' ', 'T')}Z`);
  }
  return new Date(at).toISOString();
}
