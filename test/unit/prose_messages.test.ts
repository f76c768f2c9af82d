import { expect } from 'chai';
import { LOCALES } from '../../common/locales.js';
import { patternFaults } from '../../server/http/prose/pattern_faults.js';
import type { SentenceKey } from '../../server/http/sentences.js';
import { SENTENCES } from '../../server/http/sentences.js';
import { speaking } from '../support/languages.js';

const KEYS = Object.keys(SENTENCES.es) as SentenceKey[];

/** Names in braces: arguments, but not the plural forms, which have spaces or a number sign. */
function argumentsOf(pattern: string): string[] {
  return [...new Set([...pattern.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name ?? ''))].sort();
}

describe('the catalogues that come along (C5, C13)', () => {
  for (const locale of LOCALES) {
    it(`say everything in ${locale}, with the arguments of every other language`, () => {
      const catalogue = SENTENCES[locale];
      expect(Object.keys(catalogue).sort()).to.deep.equal([...KEYS].sort());
      for (const key of KEYS) {
        expect(argumentsOf(catalogue[key]), key).to.deep.equal(argumentsOf(SENTENCES.es[key]));
        expect(patternFaults(catalogue[key], SENTENCES.en[key]), key).to.deep.equal([]);
      }
    });

    it(`leave no argument and no doubled apostrophe in a sentence in ${locale}`, () => {
      for (const key of KEYS) {
        const names = argumentsOf(SENTENCES[locale][key]);
        const values = Object.fromEntries(
          names.map((name) => [name, ['count', 'seconds'].includes(name) ? 2 : `<${name}>`]),
        );
        const sentence = speaking(locale).say(key, values);
        expect(sentence, key).not.to.match(/''|[{}#]/);
        for (const name of names) {
          if (name !== 'count') expect(sentence, key).to.contain(name === 'seconds' ? '2' : `<${name}>`);
        }
      }
    });
  }

  it('use the typographic apostrophe in prose', () => {
    for (const locale of LOCALES) {
      for (const key of KEYS) {
        expect(SENTENCES[locale][key].replaceAll("''", ''), key).not.to.contain("'");
      }
    }
  });
});

describe('a sentence of a catalogue', () => {
  it('has its arguments verbatim', () => {
    const odd = "{new} '' <b># {count, plural, other {x}}";
    const sentence = speaking('en').say('title.changed', { old: odd, new: '' });
    expect(sentence).to.equal(`Changed title from '${odd}' to ''`);
  });

  it('does not group the bounds of a parameter', () => {
    const values = { name: 'page', min: '1', max: '2147483647' };
    expect(speaking('de').say('fault.integer', values)).to.equal(
      "Der Parameter 'page' muss eine ganze Zahl zwischen 1 und 2147483647 sein",
    );
  });
});
