import { expect } from 'chai';
import { casesPatchSchema, newCaseSchema } from '../../server/http/kibana/request/case_schemas.js';
import { kibanaEnvelope } from '../../server/http/kibana/answer/envelope.js';
import { cutText } from '../../server/http/answer/cut_text.js';
import { created, problem } from '../support/kibana_decode.js';

const many = <T>(length: number, item: (i: number) => T): T[] => Array.from({ length }, (_, i) => item(i));
const keys = (length: number): object => Object.fromEntries(many(length, (i) => [`k${String(i)}`, 1]));

describe('what is told about a bad request', () => {
  it('is the length of a list that is too long, whatever is in it', () => {
    const tooLong = 'The length of the field tags is too long. Array must be of length <= 200.';
    expect(created({ tags: many(125_000, () => 1) })).to.equal(tooLong);
    expect(created({ title: '', tags: many(201, () => ({})) })).to.equal(
      `The title field cannot be an empty string.,${tooLong}`,
    );
    expect(problem(casesPatchSchema, { cases: many(340_000, () => ({})) })).to.equal(
      'The length of the field cases is too long. Array must be of length <= 100.',
    );
  });

  it('ends after a hundred problems', () => {
    const cases = many(100, (i) => ({ id: 'a', version: 'b', tags: many(200, (j) => 1000 * i + j) }));
    const told = problem(casesPatchSchema, { cases })?.split(',Invalid value ');
    expect(told).to.have.length(100);
    expect(told?.at(-1)).to.equal('"99" supplied to "cases,tags"');
  });

  it('is complete below a hundred problems', () => {
    const customFields = many(10, (i) => ({ key: i, type: 'text', value: i }));
    const cases = many(4, () => ({ id: 'a', version: 'b', customFields }));
    const told = problem(casesPatchSchema, { cases: [...cases, { id: 'a', version: 'b', tags: [7777] }] });
    expect(told).to.contain('Invalid value "7777" supplied to "cases,tags"');
  });

  it('names at most a hundred unknown keys and elements of each', () => {
    expect(created(keys(400))).to.equal(`invalid keys "${Object.keys(keys(100)).join(',')}"`);
    expect(created({ extra: many(300_000, (i) => i) })).to.equal(
      `invalid keys "extra,${many(100, String).join(',')}"`,
    );
  });

  it('is only that there are too many keys when they are more than anybody needs', () => {
    expect(problem(newCaseSchema, keys(100_000))).to.equal('Too many keys supplied to ""');
    expect(created({ settings: keys(501) })).to.equal('Too many keys supplied to "settings"');
    expect(problem(casesPatchSchema, { cases: many(100, () => keys(499)) })).to.equal(
      'Too many keys supplied to "cases"',
    );
  });

  it('shows the beginning of a value', () => {
    const told = created({ title: { a: 'x'.repeat(100_000) }, severity: 'y'.repeat(100_000) });
    expect(told).to.equal(
      `Invalid value "{"a":"${'x'.repeat(993)}…" supplied to "title",` +
        `Invalid value "${'y'.repeat(999)}…" supplied to "severity"`,
    );
    expect(created({ ['z'.repeat(100_000)]: 1 })).to.equal(`invalid keys "${'z'.repeat(999)}…"`);
    expect(created({ extra: ['w'.repeat(100_000)] })).to.equal(`invalid keys "extra,"${'w'.repeat(998)}…"`);
  });

  it('is less than 64 kB on the wire', () => {
    for (const letter of ['x', '\u0001', '💥', '\ud800']) {
      const text = JSON.stringify(kibanaEnvelope(400, letter.repeat(1_000_000)).body);
      expect(Buffer.byteLength(text)).to.be.below(64_000);
      expect(text).not.to.contain('\\ud');
    }
    expect(kibanaEnvelope(404, 'x'.repeat(10_000)).body)
      .to.have.property('message')
      .with.length(10_000);
  });
});

describe('a text that is cut', () => {
  it('is whole when it fits, else ends with a mark', () => {
    expect(cutText('abcd', 4)).to.equal('abcd');
    expect(cutText('abcde', 4)).to.equal('abc…');
  });

  it('never ends with half a character', () => {
    expect(cutText('ab💥de', 5)).to.equal('ab💥…');
    expect(cutText('abc💥e', 5)).to.equal('abc…');
    for (let max = 1; max < 9; max += 1) expect(cutText('💥💥💥💥💥', max).isWellFormed()).to.equal(true);
  });
});
