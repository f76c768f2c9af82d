import type { Locale } from '../../common/locales.js';
import type { Language } from '../../server/http/prose/language.js';
import { Languages } from '../../server/http/prose/languages.js';
import type { SentenceKey } from '../../server/http/sentences.js';
import { SENTENCES } from '../../server/http/sentences.js';

const LANGUAGES = new Languages({ builtIn: SENTENCES, standard: 'es' });

/** A language that comes along, with all its sentences. */
export function speaking(locale: Locale): Language<SentenceKey> {
  return LANGUAGES.choose({ lang: locale });
}
