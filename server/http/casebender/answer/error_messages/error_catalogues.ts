import type { BuiltInLocale } from '../../../../../common/locales.js';
import type { ErrorCatalogue } from './error_catalogue.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { pt } from './pt.js';

/** What errors say, by language. */
export const ERROR_CATALOGUES: Readonly<Record<BuiltInLocale, ErrorCatalogue>> = { es, en, fr, pt, de };
