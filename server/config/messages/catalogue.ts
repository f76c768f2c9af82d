import type { BuiltInLocale, Locale } from '../../../common/locales.js';
import { LOCALES } from '../../../common/locales.js';
import { patternFaults } from '../../http/prose/pattern_faults.js';
import type { SentenceKey } from '../../http/sentences.js';
import { SENTENCES } from '../../http/sentences.js';

/** Sentences of one language, by key. */
export type Sentences = Readonly<Partial<Record<SentenceKey, string>>>;

const KEYS = Object.keys(SENTENCES.en).filter(isSentenceKey);

/** Of a key that is shown in a fault. */
const MAX_KEY_CHARACTERS = 80;

/** The sentences that the text of a catalogue holds, or everything that is wrong with it. */
export function readCatalogue(
  locale: Locale,
  text: string,
): { readonly sentences: Sentences } | { readonly faults: readonly string[] } {
  const catalogue = parsed(text);
  if (typeof catalogue === 'string') return { faults: [catalogue] };
  const given = Object.entries(catalogue);
  const faults = [
    ...repeatedKeys(text, given).map((key) => `${shown(key)} is given twice`),
    ...given.flatMap(([key, pattern]) => entryFaults(key, pattern).map((fault) => `${shown(key)} ${fault}`)),
    ...(isBuiltIn(locale) ? [] : KEYS.filter((key) => !Object.hasOwn(catalogue, key))).map(
      (key) => `${shown(key)} is missing`,
    ),
  ];
  return faults.length > 0 ? { faults } : { sentences: Object.fromEntries(given.filter(isSentence)) };
}

function entryFaults(key: string, pattern: unknown): readonly string[] {
  if (!isSentenceKey(key)) return ['is not the key of a sentence'];
  return typeof pattern === 'string' ? patternFaults(pattern, SENTENCES.en[key]) : ['must be a text'];
}

/** The parser of Node repeats the text; where it says the place, that is enough. */
function parsed(text: string): object | string {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? value : 'must be an object of keys and sentences';
  } catch (error) {
    const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
    if (position === undefined) return 'is not JSON';
    return `is not JSON, see line ${String(text.slice(0, Number(position)).split('\n').length)}`;
  }
}

/** Of a flat object's text a string before a colon is a key. */
function repeatedKeys(text: string, given: readonly (readonly [string, unknown])[]): readonly string[] {
  if (given.some(([, pattern]) => typeof pattern === 'object' && pattern !== null)) return [];
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const [, literal, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?/g)) {
    if (literal === undefined || colon === undefined) continue;
    const key = String(JSON.parse(literal));
    if (seen.has(key)) repeated.add(key);
    seen.add(key);
  }
  return [...repeated];
}

function shown(key: string): string {
  return JSON.stringify(key.length > MAX_KEY_CHARACTERS ? `${key.slice(0, MAX_KEY_CHARACTERS)}…` : key);
}

function isSentence(entry: [string, unknown]): entry is [SentenceKey, string] {
  return isSentenceKey(entry[0]) && typeof entry[1] === 'string';
}

function isSentenceKey(key: string): key is SentenceKey {
  return Object.hasOwn(SENTENCES.en, key);
}

function isBuiltIn(locale: Locale): locale is BuiltInLocale {
  return LOCALES.some((builtIn) => builtIn === locale);
}
