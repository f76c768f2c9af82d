import Negotiator from 'negotiator';
import type { BuiltInLocale, Locale } from '../../../common/locales.js';
import { LOCALES } from '../../../common/locales.js';
import { ActivityError } from '../../domain/errors.js';
import type { Language } from './language.js';
import { languageOf } from './language.js';
import { isLanguageTag } from './language_tag.js';

/** A longer `Accept-Language` is no wish of anybody's and not read. */
const MAX_HEADER_CHARACTERS = 4096;

/** Sentences that a configuration has of its own, by language: all of a new one, any of one that comes along. */
export type AddedCatalogues<Key extends string = string> = ReadonlyMap<
  Locale,
  Readonly<Partial<Record<Key, string>>>
>;

/** Where a viewer's language may stand, in the order in which it is looked for (C7). */
export interface LanguageSources {
  /** The parameter of the request; malformed: skipped here, refused elsewhere. */
  readonly lang?: unknown;
  /** The principal's claim. */
  readonly claim?: string | undefined;
  readonly acceptLanguage?: string | undefined;
  /** Of whoever asks for none; default: that of the languages. */
  readonly standard?: Locale | undefined;
}

/** What a plugin's languages are made of. */
export interface LanguageParts<Key extends string> {
  readonly builtIn: Readonly<Record<BuiltInLocale, Readonly<Record<Key, string>>>>;
  readonly added?: AddedCatalogues<Key> | undefined;
  /** The language of answers to whoever names none. */
  readonly standard: Locale;
}

/** The languages that one plugin answers in: those that come along, and those of its configuration. */
export class Languages<Key extends string> {
  readonly #byTag = new Map<string, Language<Key>>();
  readonly #standard: Language<Key>;

  constructor({ builtIn, added = new Map(), standard }: LanguageParts<Key>) {
    const catalogues = new Map<Locale, Readonly<Record<Key, string>>>();
    for (const locale of LOCALES) catalogues.set(locale, builtIn[locale]);
    // A new language has every sentence; of one that comes along the others stay.
    for (const [locale, own] of added) {
      catalogues.set(locale, { ...(catalogues.get(locale) ?? builtIn.en), ...own });
    }
    for (const [locale, catalogue] of catalogues) {
      this.#byTag.set(locale.toLowerCase(), languageOf(locale, catalogue));
    }
    const found = this.#byTag.get(standard.toLowerCase());
    if (found === undefined) throw new ActivityError('INTERNAL_ERROR', `There is no language "${standard}".`);
    this.#standard = found;
  }

  /** The language of the answer: the first source that yields one (C7). */
  choose({ lang, claim, acceptLanguage, standard }: LanguageSources): Language<Key> {
    const asked = this.#find(lang) ?? this.#find(claim) ?? this.#accepted(acceptLanguage);
    return asked ?? this.#find(standard) ?? this.#standard;
  }

  /** The language for a tag by RFC 4647 lookup: `es-MX` gives `es`, unless there is an `es-MX`. */
  #find(tag: unknown): Language<Key> | undefined {
    if (typeof tag !== 'string' || !isLanguageTag(tag)) return undefined;
    for (let range = tag.toLowerCase(); range !== ''; range = shortened(range)) {
      const language = this.#byTag.get(range);
      if (language !== undefined) return language;
    }
    return undefined;
  }

  /** By quality, `q=0` left out; `*` is no tag and so no preference. */
  #accepted(header: string | undefined): Language<Key> | undefined {
    if (header === undefined || header.length > MAX_HEADER_CHARACTERS) return undefined;
    for (const tag of new Negotiator({ headers: { 'accept-language': header } }).languages()) {
      const language = this.#find(tag);
      if (language !== undefined) return language;
    }
    return undefined;
  }
}

/** Without its last subtag; what then ends with a single letter is no tag that anything is called by. */
function shortened(range: string): string {
  return range.slice(0, Math.max(0, range.lastIndexOf('-')));
}
