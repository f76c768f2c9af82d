import type { Locale } from '../../../common/locales.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

interface Formats {
  readonly always: Intl.RelativeTimeFormat;
  readonly auto: Intl.RelativeTimeFormat;
  /** What was said before, by unit and count: some 170, and one more for every year. */
  readonly said: Map<string, string>;
}

const made = new Map<Locale, Formats>();

/** How long ago it was, in words, rounded down to a fixed length without calendar or time zone (C6). */
export function timeAgo(at: Date, now: Date, locale: Locale): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1000));
  const { always, auto, said } = formatsOf(locale);
  const [count, unit] = seconds < 10 ? ([0, 'second'] as const) : rounded(seconds);
  const key = `${unit} ${String(count)}`;
  const known = said.get(key);
  if (known !== undefined) return known;
  const text = count === 0 ? auto.format(0, unit) : always.format(-count, unit);
  said.set(key, text);
  return text;
}

function rounded(seconds: number): [number, Intl.RelativeTimeFormatUnit] {
  if (seconds < MINUTE) return [seconds, 'second'];
  if (seconds < HOUR) return [Math.floor(seconds / MINUTE), 'minute'];
  if (seconds < DAY) return [Math.floor(seconds / HOUR), 'hour'];
  const days = Math.floor(seconds / DAY);
  if (days < 7) return [days, 'day'];
  if (days < 30) return [Math.floor(days / 7), 'week'];
  if (days < 365) return [Math.min(11, Math.floor(days / 30)), 'month'];
  return [Math.floor(days / 365), 'year'];
}

function formatsOf(locale: Locale): Formats {
  const known = made.get(locale);
  if (known !== undefined) return known;
  const formats = {
    always: new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'long' }),
    auto: new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' }),
    said: new Map<string, string>(),
  };
  made.set(locale, formats);
  return formats;
}
