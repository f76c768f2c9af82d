import type { WallTime } from './wall_time.js';
import { offsetMinutes } from './wall_time.js';

/** Reads a text as what a clock shows; `undefined` when it is none of that form. */
export interface TimeFormat {
  readonly read: (text: string) => WallTime | undefined;
  /** A text of the form. */
  readonly example: string;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'half' | 'minute' | 'second' | 'millisecond' | 'offset';

interface Token {
  readonly part: Part;
  readonly pattern: string;
  /** Of 01:16 in the morning of 29 February 2016. */
  readonly example: string;
}

/** The letters are those of Unicode's date field symbols (UTS 35). */
const TOKENS = new Map<string, Token>([
  ['yyyy', { part: 'year', pattern: '\\d{4}', example: '2016' }],
  ['MM', { part: 'month', pattern: '\\d{2}', example: '02' }],
  ['M', { part: 'month', pattern: '\\d{1,2}', example: '2' }],
  ['dd', { part: 'day', pattern: '\\d{2}', example: '29' }],
  ['d', { part: 'day', pattern: '\\d{1,2}', example: '29' }],
  ['HH', { part: 'hour', pattern: '\\d{2}', example: '01' }],
  ['H', { part: 'hour', pattern: '\\d{1,2}', example: '1' }],
  ['hh', { part: 'hour', pattern: '\\d{2}', example: '01' }],
  ['h', { part: 'hour', pattern: '\\d{1,2}', example: '1' }],
  ['mm', { part: 'minute', pattern: '\\d{2}', example: '16' }],
  ['ss', { part: 'second', pattern: '\\d{2}', example: '00' }],
  ['SSS', { part: 'millisecond', pattern: '\\d{3}', example: '000' }],
  ['a', { part: 'half', pattern: '[AaPp][Mm]', example: 'AM' }],
  ['XXX', { part: 'offset', pattern: 'Z|[+-]\\d{2}:?\\d{2}', example: 'Z' }],
]);

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** ISO 8601: a date, or a date and a time, with or without an offset. */
const ISO_FORMAT: TimeFormat = {
  example: '2016-02-29T01:16:00Z',
  read: (text) => {
    const match = ISO.exec(text);
    if (match === null) return undefined;
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
      .slice(1, 7)
      .map((part: string | undefined) => Number(part ?? 0));
    const [fraction = '', offset] = match.slice(7) as (string | undefined)[];
    const millisecond = Number(fraction.slice(0, 3).padEnd(3, '0'));
    const ahead = offset === undefined ? undefined : offsetMinutes(offset);
    return { year, month, day, hour, minute, second, millisecond, offset: ahead };
  },
};

/** Why a text is no format of times; `undefined` when it is one. */
export function formatFault(format: string): string | undefined {
  if (format === 'iso') return undefined;
  const symbols = symbolsOf(format);
  const strange = symbols.find((symbol) => /^[A-Za-z]/.test(symbol) && !TOKENS.has(symbol));
  if (strange !== undefined) {
    return `has ${strange}, which is none of ${[...TOKENS.keys()].join(', ')}; put text in quotes`;
  }
  const parts = symbols.flatMap((symbol) => TOKENS.get(symbol)?.part ?? []);
  if (new Set(parts).size < parts.length) return 'names a part of the time twice';
  const missing = (['year', 'month', 'day'] as const).filter((part) => !parts.includes(part));
  if (missing.length > 0) return `lacks ${missing.join(', ')}`;
  const halved = symbols.includes('h') || symbols.includes('hh');
  return halved === parts.includes('half') ? undefined : 'needs h or hh and a together';
}

/** The format of that name, `iso`, or with these tokens, such as `d/M/yyyy HH:mm`, in which it has no fault. */
export function timeFormat(format: string): TimeFormat {
  if (format === 'iso') return ISO_FORMAT;
  const symbols = symbolsOf(format);
  const parts = symbols.flatMap((symbol) => TOKENS.get(symbol)?.part ?? []);
  const pattern = new RegExp(`^${symbols.map((symbol, i) => patternOf(symbol, symbols, i)).join('')}$`);
  return {
    example: symbols.map((symbol) => TOKENS.get(symbol)?.example ?? literal(symbol)).join(''),
    read: (text) => {
      const match = pattern.exec(text);
      return match === null ? undefined : timeOf(new Map(parts.map((part, i) => [part, match[i + 1] ?? ''])));
    },
  };
}

/** Tokens, quoted texts and single signs. */
function symbolsOf(format: string): readonly string[] {
  return format.match(/([A-Za-z])\1*|'[^']*'|[^]/g) ?? [];
}

function patternOf(symbol: string, symbols: readonly string[], at: number): string {
  const token = TOKENS.get(symbol);
  if (token === undefined) return literal(symbol).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  // Many systems write 9:05 where they mean 09:05; without signs around it nobody could tell where it ends.
  const alone = ![symbols[at - 1], symbols[at + 1]].some((other) => TOKENS.has(other ?? ''));
  return `(${token.part === 'hour' && alone ? '\\d{1,2}' : token.pattern})`;
}

function literal(symbol: string): string {
  return symbol.length > 1 ? symbol.slice(1, -1) : symbol;
}

function timeOf(found: ReadonlyMap<Part, string>): WallTime | undefined {
  const number = (part: Part): number => Number(found.get(part) ?? 0);
  const [half, offset] = [found.get('half')?.toLowerCase(), found.get('offset')];
  const hour = number('hour');
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  return {
    ...{ year: number('year'), month: number('month'), day: number('day') },
    hour: half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0),
    ...{ minute: number('minute'), second: number('second'), millisecond: number('millisecond') },
    offset: offset === undefined ? undefined : offsetMinutes(offset),
  };
}
