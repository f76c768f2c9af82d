import { expect } from 'chai';
import fc from 'fast-check';
import { foldedText } from '../../server/services/history/folded_text.js';

const aCharacter = fc.oneof(
  fc.constantFrom('Σ', 'σ', 'ς', 'İ', 'ı', 'ß', 'ẞ', 'é', 'e\u0301', 'Å', 'ﬁ', '각', '\ufdfa', '\uff9e', '𝐀'),
  fc.constantFrom('a', 'A', ' ', '\n', '1', '\u0301', '\u0323', '\u0345'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const someCharacters = fc.array(aCharacter, { maxLength: 12 });

describe('a folded text (N5.2)', () => {
  it('has compatibility forms undone, no marks, and lower case in no language', () => {
    const folded = ['Ana García', 'ＨＯＳＴ-７', 'ﬁle', 'İstanbul ISPARTA', 'ΟΔΟΣ', 'Größe', 'x²'].map(
      foldedText,
    );
    expect(folded).to.deep.equal(['ana garcia', 'host-7', 'file', 'istanbul isparta', 'οδοσ', 'große', 'x2']);
  });

  it('is that of its parts, one after the other', () => {
    const property = fc.property(someCharacters, someCharacters, (a, b) => {
      const [first, second] = [a.join(''), b.join('')];
      expect(foldedText(first + second)).to.equal(foldedText(first) + foldedText(second));
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('is folded already', () => {
    const property = fc.property(someCharacters, (characters) => {
      const once = foldedText(characters.join(''));
      expect(foldedText(once)).to.equal(once);
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('of half a million marks in the wrong order is there at once', () => {
    expect(foldedText(`a${'\u0301\u0323'.repeat(250_000)}`)).to.equal('a');
  });
});
