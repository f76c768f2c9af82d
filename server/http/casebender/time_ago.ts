import type { CasebenderLocale } from '../../../common/casebender.js';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

interface Formats {
  readonly always: Intl.RelativeTimeFormat;
  readonly auto: Intl.RelativeTimeFormat;
}

const FORMATS: Readonly<Record<CasebenderLocale, Formats>> = {
  es: formats('es'),
  en: formats('en'),
  fr: formats('fr'),
  pt: formats('pt'),
  de: formats('de'),
};

/** How long ago it was, in words, rounded down to a fixed length without calendar or time zone (C6). */
export function timeAgo(at: Date, now: Date, locale: CasebenderLocale): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1000));
  if (seconds < 10) return FORMATS[locale].auto.format(0, 'second');
  const [count, unit] = rounded(seconds);
  return FORMATS[locale].always.format(-count, unit);
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

function formats(locale: CasebenderLocale): Formats {
  return {
    always: new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'long' }),
    auto: new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' }),
  };
}
