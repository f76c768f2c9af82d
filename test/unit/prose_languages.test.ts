import { expect } from 'chai';
import { isLanguageTag } from '../../server/http/prose/language_tag.js';
import type { LanguageSources } from '../../server/http/prose/languages.js';
import { Languages } from '../../server/http/prose/languages.js';
import { SENTENCES } from '../../server/http/sentences.js';

const builtIn = SENTENCES;
const languages = new Languages({ builtIn, standard: 'es' });

describe('the language of an answer (C7)', () => {
  const table: [string, LanguageSources, string][] = [
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
    ['a header that is longer than a wish', { acceptLanguage: 'en,'.repeat(1400) }, 'es'],
    ['an empty header', { acceptLanguage: '' }, 'es'],
  ];
  for (const [name, sources, expected] of table) {
    it(`is ${expected} for ${name}`, () => {
      expect(languages.choose(sources).locale).to.equal(expected);
    });
  }

  it('is the configured one when no source yields another', () => {
    const french = new Languages({ builtIn, standard: 'fr' });
    expect(french.choose({ acceptLanguage: 'ja' }).locale).to.equal('fr');
  });

  it('is refused at start when the configured one is none', () => {
    for (const standard of ['ja', 'es-MX']) {
      const make = (): unknown => new Languages({ builtIn, standard });
      expect(make, standard).to.throw(`There is no language "${standard}".`);
    }
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

describe('languages of a configuration', () => {
  const added = new Map([
    ['ja', { 'status.changed': '{old} → {new}' }],
    ['es', { created: 'Nacido' }],
    ['zh-Hant', {}],
    ['pt-PT', {}],
    ['ar-u-nu-latn', {}],
  ]);
  const own = new Languages({ builtIn, added, standard: 'ja' });

  const table: [string, string][] = [
    ['ja', 'ja'],
    ['ja-JP', 'ja'],
    ['JA-jp-x-kansai', 'ja'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh-hant', 'zh-Hant'],
    ['zh-Hans, fr', 'fr'],
    ['zh, fr', 'fr'],
    ['pt-PT', 'pt-PT'],
    ['pt-PT-x-lisboa', 'pt-PT'],
    ['pt-BR', 'pt'],
    ['pt', 'pt'],
    ['ar-EG, de', 'de'],
    ['ar-u-nu-latn', 'ar-u-nu-latn'],
    ['x-ja, i-klingon', 'ja'],
    ['ko', 'ja'],
  ];
  for (const [acceptLanguage, expected] of table) {
    it(`give ${expected} for ${acceptLanguage}`, () => {
      expect(own.choose({ acceptLanguage }).locale).to.equal(expected);
    });
  }

  it('say what they have otherwise, and everything else as it comes along', () => {
    const spanish = own.choose({ lang: 'es' });
    expect(spanish.say('created')).to.equal('Nacido');
    expect(spanish.say('deleted')).to.equal('Eliminado');
    expect(own.choose({}).say('status.changed', { old: 'a', new: 'b' })).to.equal('a → b');
    expect(languages.choose({ lang: 'es' }).say('created')).to.equal('Creado');
  });
});
