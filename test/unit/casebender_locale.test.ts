import { expect } from 'chai';
import { isLanguageTag } from '../../server/http/casebender/language_tag.js';
import type { LocaleSources } from '../../server/http/casebender/locale.js';
import { chooseLocale } from '../../server/http/casebender/locale.js';

describe('the language of an answer (C7)', () => {
  const table: [string, Omit<LocaleSources, 'configured'>, string][] = [
    ['nothing', {}, 'es'],
    ['lang', { lang: 'de', claim: 'fr', acceptLanguage: 'en' }, 'de'],
    ['lang in capitals with a region', { lang: 'PT-PT' }, 'pt'],
    ['lang without a catalogue', { lang: 'ja', claim: 'fr', acceptLanguage: 'en' }, 'fr'],
    ['lang that is malformed', { lang: 'e', acceptLanguage: 'en' }, 'en'],
    ['lang given twice', { lang: ['en', 'de'], acceptLanguage: 'fr' }, 'fr'],
    ['the claim', { claim: 'fr-CA', acceptLanguage: 'en' }, 'fr'],
    ['a malformed claim', { claim: 'es_MX!', acceptLanguage: 'en' }, 'en'],
    ['a language that only begins like ours', { claim: 'est', acceptLanguage: 'eng, den' }, 'es'],
    ['a header by quality', { acceptLanguage: 'en;q=0.5, fr;q=0.8, de;q=0.7' }, 'fr'],
    ['a header by order', { acceptLanguage: 'pt-BR,en' }, 'pt'],
    ['a header with languages we do not have', { acceptLanguage: 'ja, zh-Hant-TW;q=0.9, de;q=0.1' }, 'de'],
    ['a header that excludes', { acceptLanguage: 'en;q=0' }, 'es'],
    ['a header that excludes the first', { acceptLanguage: 'en;q=0, fr;q=0.1' }, 'fr'],
    ['a header without preference', { acceptLanguage: '*' }, 'es'],
    ['a header with a preference and a rest', { acceptLanguage: 'en, *;q=0.5' }, 'en'],
    ['a malformed part of a header', { acceptLanguage: 'd_e, ;, en;q=0.2' }, 'en'],
    ['an empty header', { acceptLanguage: '' }, 'es'],
  ];
  for (const [name, sources, expected] of table) {
    it(`is ${expected} for ${name}`, () => {
      expect(chooseLocale({ ...sources, configured: 'es' })).to.equal(expected);
    });
  }

  it('is the configured one when no source yields another', () => {
    expect(chooseLocale({ configured: 'fr', acceptLanguage: 'ja' })).to.equal('fr');
  });

  it('knows a well-formed tag', () => {
    const good = ['es', 'es-MX', 'zh-Hant-TW', 'sl-rozaj-biske', 'de-CH-1996', 'en-u-ca-buddhist', 'x-a'];
    for (const tag of [...good, 'i-klingon', 'en-GB-oed', 'zh-cmn', 'spa', 'de-x-a']) {
      expect(isLanguageTag(tag), tag).to.equal(true);
    }
    const bad = ['', 'e', '*', 'es_MX', 'es-', '-es', 'es--MX', 'abcdefghi', 'es-x', 'es-u', 'é', 'es mx'];
    for (const tag of [...bad, `en-x-${'a'.repeat(400)}`, `en${'-aaaaa'.repeat(50)}`]) {
      expect(isLanguageTag(tag), tag).to.equal(false);
    }
  });
});
