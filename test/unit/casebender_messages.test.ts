import { expect } from 'chai';
import { IntlMessageFormat } from 'intl-messageformat';
import { CASEBENDER_LOCALES } from '../../common/casebender.js';
import { CATALOGUES, formatMessage } from '../../server/http/casebender/format_message.js';
import { es } from '../../server/http/casebender/messages/es.js';
import type { MessageKey } from '../../server/http/casebender/messages/catalogue.js';

const KEYS = Object.keys(es) as MessageKey[];

/** Names in braces: arguments, but not the plural forms, which have spaces or a number sign. */
function argumentsOf(pattern: string): string[] {
  return [...new Set([...pattern.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name ?? ''))].sort();
}

describe('the catalogues', () => {
  for (const locale of CASEBENDER_LOCALES) {
    it(`say everything in ${locale}, with the arguments of every other language`, () => {
      const catalogue = CATALOGUES[locale];
      expect(Object.keys(catalogue).sort()).to.deep.equal([...KEYS].sort());
      for (const key of KEYS) {
        expect(argumentsOf(catalogue[key]), key).to.deep.equal(argumentsOf(es[key]));
        expect(() => new IntlMessageFormat(catalogue[key], locale), key).not.to.throw();
      }
    });

    it(`leave no argument and no doubled apostrophe in a sentence in ${locale}`, () => {
      for (const key of KEYS) {
        const names = argumentsOf(CATALOGUES[locale][key]);
        const values = Object.fromEntries(
          names.map((name) => [name, ['count', 'seconds'].includes(name) ? 2 : `<${name}>`]),
        );
        const sentence = formatMessage(locale, key, values);
        expect(sentence, key).not.to.match(/''|[{}#]/);
        for (const name of names) {
          if (name !== 'count') expect(sentence, key).to.contain(name === 'seconds' ? '2' : `<${name}>`);
        }
      }
    });
  }

  it('use the typographic apostrophe in prose', () => {
    for (const locale of CASEBENDER_LOCALES) {
      for (const key of KEYS) expect(CATALOGUES[locale][key].replaceAll("''", ''), key).not.to.contain("'");
    }
  });

  it('insert arguments verbatim', () => {
    const odd = "{new} '' <b># {count, plural, other {x}}";
    const sentence = formatMessage('en', 'title.changed', { old: odd, new: '' });
    expect(sentence).to.equal(`Changed title from '${odd}' to ''`);
  });

  it('do not group the bounds of a parameter', () => {
    const values = { name: 'page', min: '1', max: '2147483647' };
    expect(formatMessage('de', 'fault.integer', values)).to.equal(
      "Der Parameter 'page' muss eine ganze Zahl zwischen 1 und 2147483647 sein",
    );
  });
});
