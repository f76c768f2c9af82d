import { expect } from 'chai';
import fc from 'fast-check';
import { languageOf } from '../../server/http/prose/language.js';
import { patternFaults } from '../../server/http/prose/pattern_faults.js';

const CHANGED = "Changed title from ''{old}'' to ''{new}''";
const TAGS = '{count, plural, one {Added tag {values}} other {Added tags {values}}}';
const LIMIT = 'Try again in {seconds, plural, one {# second} other {# seconds}}';
const NUMBER = 'a number can have plural, selectordinal or number';
const NO_PATTERN = 'is no ICU MessageFormat pattern: ';
const APOSTROPHE = "a single ' before { makes it text, write '' around an argument";

const nested = (depth: number): string =>
  `${'{count, plural, other {'.repeat(depth)}{values}${'}}'.repeat(depth)}`;

describe('a pattern of a translator', () => {
  const good: [string, string, string][] = [
    ['the English one', TAGS, TAGS],
    ['no plural, since the language has none', TAGS, 'タグ{values}を追加しました'],
    ['the number itself', TAGS, '{count} {values}'],
    ['the number as the language writes it', TAGS, '{count, number} {values}'],
    ['all the forms of Arabic', TAGS, '{count, plural, zero {{values}} two {{values}} other {{values}}}'],
    [
      'numbers by themselves, and an offset',
      TAGS,
      '{count, plural, offset:1 =1 {{values}} other {{values} #}}',
    ],
    ['ordinals', TAGS, '{count, selectordinal, one {#st {values}} other {#th {values}}}'],
    ['forms in forms', TAGS, nested(3)],
    ['a form that is a number', LIMIT, '{seconds, plural, one {in einer Sekunde} other {in # Sekunden}}'],
    ['the number without a form', LIMIT, '{seconds}秒後'],
    ['arguments in another order and twice', CHANGED, '{new} ({old}, {old})'],
    ['what looks like tags', 'Created', '<b>Neu</b> <'],
    ['600 characters', 'Created', 'x'.repeat(600)],
  ];
  for (const [what, model, pattern] of good) {
    it(`may have ${what}`, () => {
      expect(patternFaults(pattern, model)).to.deep.equal([]);
    });
  }

  const bad: [string, string, string, ...string[]][] = [
    ['nothing', 'Created', ' \n', 'is empty'],
    ['more characters', 'Created', 'x'.repeat(601), 'is longer than 600 characters'],
    ['half a character', 'Created', 'x\ud800', 'holds half a character'],
    [
      'a brace that stays open',
      CHANGED,
      '{old} {new',
      `${NO_PATTERN}expect argument closing brace at character 7`,
    ],
    [
      'plural without other',
      TAGS,
      '{count, plural, one {{values}}}',
      `${NO_PATTERN}missing other clause at character 31`,
    ],
    [
      'a skeleton that is none',
      TAGS,
      '{count, number, ::x y/} {values}',
      `${NO_PATTERN}invalid number skeleton at character 17`,
    ],
    ['no old value', CHANGED, 'nach {new}', 'lacks {old}'],
    ['no values at all', CHANGED, 'geändert', 'lacks {old}', 'lacks {new}'],
    ['arguments that are text', CHANGED, "'{old}' {new}", `lacks {old}: ${APOSTROPHE}`],
    [
      'a form without the values',
      TAGS,
      '{count, plural, one {1} other {{values}}}',
      'lacks {values} in one of its forms',
    ],
    [
      'a number that is not shown',
      LIMIT,
      '{seconds, plural, one {bald} other {später}}',
      'lacks {seconds} in one of its forms',
    ],
    ['no number', LIMIT, 'später', 'lacks {seconds}'],
    ['an argument of its own', CHANGED, '{old} {new} {who}', 'has {who}, which this sentence does not get'],
    [
      'an argument by a number',
      CHANGED,
      '{0} {1}',
      'has {0}, which this sentence does not get',
      'has {1}, which this sentence does not get',
    ],
    [
      'a name of every object',
      'Created',
      '{constructor}',
      'has {constructor}, which this sentence does not get',
    ],
    [
      'plural of a text',
      CHANGED,
      '{old, plural, other {#}} {new}',
      'uses {old} with plural, but it is a text',
    ],
    [
      'select of a text',
      CHANGED,
      '{old, select, other {{old}}} {new}',
      'uses {old} with select, but it is a text',
    ],
    ['a date of a text', CHANGED, '{old, date} {new}', 'uses {old} with date, but it is a text'],
    ['a number of a text', CHANGED, '{old, number} {new}', 'uses {old} with number, but it is a text'],
    ['select of a number', TAGS, '{count, select, other {{values}}}', `uses {count} with select; ${NUMBER}`],
    ['a time of a number', TAGS, '{count, time} {values}', `uses {count} with time; ${NUMBER}`],
    [
      'a style',
      TAGS,
      '{count, number, ::currency/XXX} {values}',
      `uses {count} with a style of numbers; ${NUMBER}`,
    ],
    ['forms too deep', TAGS, nested(4), 'has forms within forms, more than 3 deep'],
    ['forms far too deep', TAGS, nested(22), 'has forms within forms, more than 3 deep'],
  ];
  for (const [what, model, pattern, ...faults] of bad) {
    it(`may not have ${what}`, () => {
      expect(patternFaults(pattern, model)).to.deep.equal(faults);
    });
  }

  it('always renders, and shows what the English one shows, when nothing is wrong with it', () => {
    const pieces = [
      "'",
      "''",
      '#',
      ' x',
      '}',
      '{',
      '{count}',
      '{count, number}',
      '{count, date}',
      '{values}',
    ];
    const { pattern } = fc.letrec<{ pattern: string; forms: string }>((tie) => ({
      pattern: fc
        .array(fc.oneof(fc.constant('{values}'), fc.constantFrom(...pieces), tie('forms')), { maxLength: 3 })
        .map((some) => some.join('')),
      forms: fc
        .tuple(
          fc.constantFrom('plural,', 'selectordinal,', 'plural, offset:2'),
          tie('pattern'),
          tie('pattern'),
        )
        .map(([how, many, other]) => `{count, ${how} many {${many}} other {${other}}}`),
    }));
    let fine = 0;
    fc.assert(
      fc.property(pattern, fc.nat(30), (text, count) => {
        if (patternFaults(text, TAGS).length > 0) return;
        fine += 1;
        const { say } = languageOf('ar', { tags: text });
        expect(say('tags', { count, values: '<values>' })).to.contain('<values>');
      }),
      { numRuns: 3000 },
    );
    expect(fine).to.be.above(100);
  });
});
