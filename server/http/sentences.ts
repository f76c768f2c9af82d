import type { BuiltInLocale } from '../../common/locales.js';
import type { ErrorMessageKey } from './casebender/answer/error_messages/error_catalogue.js';
import { ERROR_CATALOGUES } from './casebender/answer/error_messages/error_catalogues.js';
import type { MessageKey } from './prose/messages/catalogue.js';
import { CATALOGUES } from './prose/messages/catalogues.js';

/** Every sentence that is translated: those of histories, and what the errors of a dialect say. */
export type SentenceKey = MessageKey | ErrorMessageKey;

/** All sentences in the languages that come along, as ICU MessageFormat patterns. */
export const SENTENCES: Readonly<Record<BuiltInLocale, Readonly<Record<SentenceKey, string>>>> = {
  es: { ...CATALOGUES.es, ...ERROR_CATALOGUES.es },
  en: { ...CATALOGUES.en, ...ERROR_CATALOGUES.en },
  fr: { ...CATALOGUES.fr, ...ERROR_CATALOGUES.fr },
  pt: { ...CATALOGUES.pt, ...ERROR_CATALOGUES.pt },
  de: { ...CATALOGUES.de, ...ERROR_CATALOGUES.de },
};
