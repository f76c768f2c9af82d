/**
 * The languages that come along. Another one here does not compile until every catalogue of sentences has it: those of
 * histories in `server/http/prose/`, and those of its own that a dialect has. A configuration may add others.
 */
export const LOCALES = ['es', 'en', 'fr', 'pt', 'de'] as const;

/** A language that comes along. */
export type BuiltInLocale = (typeof LOCALES)[number];

/** A language of sentences, one of these or one that a configuration adds: a BCP 47 tag in its canonical form. */
export type Locale = string;
