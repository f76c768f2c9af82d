const EXTENSION = '.json';

/** The language that a file is a catalogue of, or what is wrong with its name. */
export function localeOfFile(name: string): { readonly locale: string } | { readonly sentence: string } {
  const locale = name.slice(0, -EXTENSION.length);
  const canonical = name.endsWith(EXTENSION) ? canonicalTag(locale) : undefined;
  if (canonical === undefined) return { sentence: 'must be called <BCP 47 tag>.json, such as ja.json' };
  if (canonical !== locale) return { sentence: `must be called ${canonical}.json` };
  return isSpoken(locale) ? { locale } : { sentence: 'is of a language that this Node has no data of' };
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** Whether there are times and plurals of it. */
function isSpoken(locale: string): boolean {
  const times = Intl.RelativeTimeFormat.supportedLocalesOf(locale);
  const plurals = Intl.PluralRules.supportedLocalesOf(locale);
  return times.length > 0 && plurals.length > 0;
}
