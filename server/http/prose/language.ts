import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../../../common/locales.js';
import type { MessageKey } from './messages/catalogue.js';

/** Arguments of a sentence: ready-made strings, only `count` and `seconds` are numbers (C5). */
export type MessageArguments = Readonly<Record<string, string | number>>;

/** A language that answers are written in. */
export interface Language<Key extends string = MessageKey> {
  readonly locale: Locale;
  /** The sentence. Arguments are inserted verbatim, never read as patterns or tags. */
  readonly say: (key: Key, values?: MessageArguments) => string;
}

/** The language of a catalogue, which holds one ICU MessageFormat pattern per key. Each is compiled once. */
export function languageOf<Key extends string>(
  locale: Locale,
  catalogue: Readonly<Record<Key, string>>,
): Language<Key> {
  const compiled = new Map<Key, IntlMessageFormat>();

  function patternOf(key: Key): IntlMessageFormat {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const pattern = new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true });
    compiled.set(key, pattern);
    return pattern;
  }

  return {
    locale,
    say: (key, values = {}) => {
      const parts = patternOf(key).format<string>(values);
      return typeof parts === 'string' ? parts : parts.join('');
    },
  };
}
