import Negotiator from 'negotiator';
import type { CasebenderLocale } from '../../../common/casebender.js';
import { CASEBENDER_LOCALES } from '../../../common/casebender.js';
import { isLanguageTag } from './language_tag.js';

/** Where a viewer's language may stand, in the order in which it is looked for (C7). */
export interface LocaleSources {
  /** The `lang` parameter; malformed: skipped here, refused elsewhere. */
  readonly lang?: unknown;
  /** The principal's claim. */
  readonly claim?: string | undefined;
  readonly acceptLanguage?: string | undefined;
  readonly configured: CasebenderLocale;
}

/** The language of the answer: the first source that yields one of the catalogues (C7). */
export function chooseLocale({ lang, claim, acceptLanguage, configured }: LocaleSources): CasebenderLocale {
  return catalogueFor(lang) ?? catalogueFor(claim) ?? accepted(acceptLanguage) ?? configured;
}

/**
 * The catalogue for a tag by RFC 4647 lookup. Our catalogues are bare languages, and lookup shortens a tag
 * from its end until something matches, so the first subtag decides: `es-MX` gives `es`, `ja` nothing.
 */
function catalogueFor(tag: unknown): CasebenderLocale | undefined {
  if (typeof tag !== 'string' || !isLanguageTag(tag)) return undefined;
  const language = tag.split('-', 1).join('').toLowerCase();
  return CASEBENDER_LOCALES.find((locale) => locale === language);
}

/** By quality, `q=0` left out; `*` is no tag and so no preference. */
function accepted(header: string | undefined): CasebenderLocale | undefined {
  if (header === undefined) return undefined;
  for (const tag of new Negotiator({ headers: { 'accept-language': header } }).languages()) {
    const locale = catalogueFor(tag);
    if (locale !== undefined) return locale;
  }
  return undefined;
}

/** The catalogue of a tag that `chooseLocale` chose: routes get it as a plain string. */
export function viewLocale(tag: string): CasebenderLocale {
  return catalogueFor(tag) ?? CASEBENDER_LOCALES[0];
}
