import type { BuiltInLocale } from '../../common/locales.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import type { Labels } from './labels.js';
import { pt } from './pt.js';

const CATALOGUES: Readonly<Record<BuiltInLocale, Labels>> = { es, en, fr, pt, de };

/** In the language of a BCP 47 tag, or in English. */
export function labelsOf(locale: string): Labels {
  const [language = ''] = locale.toLowerCase().split('-', 1);
  return isBuiltIn(language) ? CATALOGUES[language] : en;
}

function isBuiltIn(language: string): language is BuiltInLocale {
  return Object.hasOwn(CATALOGUES, language);
}
