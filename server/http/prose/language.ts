import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { isArgumentElement, isLiteralElement } from '@formatjs/icu-messageformat-parser';
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
  const compiled = new Map<Key, Saying>();
  return {
    locale,
    say: (key, values = {}) => {
      let saying = compiled.get(key);
      if (saying === undefined) {
        saying = sayingOf(catalogue[key], locale);
        compiled.set(key, saying);
      }
      return saying(values);
    },
  };
}

/** Says one pattern. @throws when an argument is missing */
type Saying = (values: MessageArguments) => string;

function sayingOf(pattern: string, locale: Locale): Saying {
  const message = new IntlMessageFormat(pattern, locale, undefined, { ignoreTag: true });
  const whole: Saying = (values) => {
    const parts = message.format<string>(values);
    return typeof parts === 'string' ? parts : parts.join('');
  };
  return joined(message.getAst(), whole) ?? whole;
}

/** Most patterns only have arguments between texts: there is nothing to choose. `undefined` for any other. */
function joined(elements: readonly MessageFormatElement[], whole: Saying): Saying | undefined {
  if (!elements.every((element) => isLiteralElement(element) || isArgumentElement(element))) return undefined;
  const parts = elements.map((element) => ({ value: element.value, isArgument: isArgumentElement(element) }));
  return (values) => {
    let text = '';
    for (const { value, isArgument } of parts) {
      const part = isArgument ? values[value] : value;
      // It says which argument is missing.
      if (part === undefined) return whole(values);
      text += String(part);
    }
    return text;
  };
}
