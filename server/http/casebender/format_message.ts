import { IntlMessageFormat } from 'intl-messageformat';
import type { CasebenderLocale } from '../../../common/casebender.js';
import type { Catalogue, MessageKey } from './messages/catalogue.js';
import { de } from './messages/de.js';
import { en } from './messages/en.js';
import { es } from './messages/es.js';
import { fr } from './messages/fr.js';
import { pt } from './messages/pt.js';

/** The five catalogues by language. */
export const CATALOGUES: Readonly<Record<CasebenderLocale, Catalogue>> = { es, en, fr, pt, de };

/** Arguments of a sentence: ready-made strings, only `count` and `seconds` are numbers (C5). */
export type MessageArguments = Readonly<Record<string, string | number>>;

const compiled = new Map<string, IntlMessageFormat>();

/** The sentence in the language. Arguments are inserted verbatim, never read as patterns or tags. */
export function formatMessage(
  locale: CasebenderLocale,
  key: MessageKey,
  values: MessageArguments = {},
): string {
  const parts = patternOf(locale, key).format<string>(values);
  return typeof parts === 'string' ? parts : parts.join('');
}

/** Whether there is a sentence of this name. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(es, key);
}

function patternOf(locale: CasebenderLocale, key: MessageKey): IntlMessageFormat {
  const name = `${locale} ${key}`;
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const pattern = new IntlMessageFormat(CATALOGUES[locale][key], locale, undefined, { ignoreTag: true });
  compiled.set(name, pattern);
  return pattern;
}
