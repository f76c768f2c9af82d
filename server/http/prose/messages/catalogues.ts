import type { BuiltInLocale } from '../../../../common/locales.js';
import type { Catalogue, MessageKey } from './catalogue.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { pt } from './pt.js';

/** What histories are told with, by language. */
export const CATALOGUES: Readonly<Record<BuiltInLocale, Catalogue>> = { es, en, fr, pt, de };

/** Whether there is a sentence of this name. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(es, key);
}
