import { expect } from 'chai';
import fc from 'fast-check';
import { sentenceOf } from '../../server/http/prose/sentence.js';
import { itemsText, valueText } from '../../server/http/prose/value_text.js';
import { speaking } from '../support/languages.js';

const length = (text: string): number => Array.from(text).length;

/** As many members of as many characters each; one takes four more: its quotes and what is between two. */
const members = (count: number, size: number): string[] =>
  Array.from({ length: count }, () => 'm'.repeat(size));

describe('the members of a set in a sentence', () => {
  it('are all shown as long as they have 2,000 code points together', () => {
    const whole = [...members(19, 96), ...members(1, 98)];
    expect(length(itemsText('tags', whole))).to.equal(2_000);
    expect(itemsText('tags', whole)).to.match(/m'$/);
    const more = [...members(19, 96), ...members(1, 99)];
    expect(itemsText('tags', more)).to.equal(`${itemsText('tags', members(19, 96))}… (+1)`);
  });

  it('are counted where they are not shown', () => {
    const items = Array.from({ length: 480 }, (_, i) => ({
      type: 'url',
      data: String(i).padEnd(2_000, '-'),
    }));
    const text = itemsText('observables', items);
    expect(text).to.match(/^'0-+…', '1-+…', .*… \(\+471\)$/);
    expect(text.match(/'\d+-+…'/g)).to.have.length(9);
    const change = { type: 'items', field: 'observables', verb: 'added', items } as const;
    expect(sentenceOf(change, speaking('en'))).to.equal(`Added observables ${text}`);
  });

  it('count by code points, not by halves of them', () => {
    expect(
      itemsText(
        'tags',
        Array.from({ length: 100 }, () => '💥'.repeat(16)),
      ),
    ).to.have.property('length', 3_598);
    const text = itemsText(
      'tags',
      Array.from({ length: 101 }, () => '💥'.repeat(16)),
    );
    expect(text).to.match(/💥'… \(\+1\)$/);
  });

  it('are whole ones, at least one, whatever they are', () => {
    const property = fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 60 }),
      (items) => {
        const text = itemsText('tags', items);
        const left = Number(/… \(\+(\d+)\)$/.exec(text)?.[1] ?? 0);
        const shown = items.slice(0, items.length - left);
        const all = shown.map((item) => `'${valueText('tags', item)}'`).join(', ');
        expect(text).to.equal(left === 0 ? all : `${all}… (+${String(left)})`);
        expect(length(all)).to.be.at.most(2_000);
        expect(shown.length).to.be.at.least(Math.min(1, items.length));
      },
    );
    fc.assert(property);
  });
});

describe('a value in a sentence', () => {
  it('is cut behind 199 code points when it has more than 200, however they are stored', () => {
    for (const unit of ['a', '💥', 'ü']) {
      expect(valueText('title', unit.repeat(200))).to.equal(unit.repeat(200));
      expect(valueText('title', unit.repeat(201))).to.equal(`${unit.repeat(199)}…`);
      expect(valueText('title', unit.repeat(100_000))).to.equal(`${unit.repeat(199)}…`);
    }
    expect(valueText('title', `${'a'.repeat(199)}💥`)).to.equal(`${'a'.repeat(199)}💥`);
  });
});
