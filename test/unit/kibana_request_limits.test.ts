import { expect } from 'chai';
import { casesPatchSchema, idsSchema } from '../../server/http/kibana/case_schemas.js';
import { commentSchema } from '../../server/http/kibana/comment_schemas.js';
import { aComment } from '../support/kibana.js';
import { created, problem } from '../support/kibana_decode.js';

describe('limits of a request', () => {
  const tooLong = (field: string, max: number): string =>
    `The length of the ${field} is too long. The maximum length is ${String(max)}.`;
  const tooMany = (field: string, max: number): string =>
    `The length of the field ${field} is too long. Array must be of length <= ${String(max)}.`;

  const texts: readonly (readonly [string, number, (text: string) => string | undefined])[] = [
    ['title', 160, (title) => created({ title })],
    ['description', 30_000, (description) => created({ description })],
    ['tag', 256, (tag) => created({ tags: [tag] })],
    ['category', 50, (category) => created({ category })],
    ['comment', 30_000, (comment) => problem(commentSchema, aComment({ comment }))],
    ['value', 160, (value) => created({ customFields: [{ key: 'a', type: 'text', value }] })],
  ];
  for (const [field, max, decoded] of texts) {
    it(`takes a ${field} of ${String(max)} characters, not counting blanks around it, and no more`, () => {
      expect(decoded(` ${'x'.repeat(max)} `)).to.equal(undefined);
      expect(decoded('x'.repeat(max + 1))).to.equal(tooLong(field, max));
      expect(decoded('  ')).to.equal(`The ${field} field cannot be an empty string.`);
    });
  }

  const lists: readonly (readonly [string, number, (length: number) => string | undefined])[] = [
    ['tags', 200, (length) => created({ tags: Array(length).fill('a') })],
    ['assignees', 10, (length) => created({ assignees: Array(length).fill({ uid: 'u' }) })],
    [
      'customFields',
      10,
      (length) => created({ customFields: Array(length).fill({ key: 'a', type: 'text', value: null }) }),
    ],
    [
      'cases',
      100,
      (length) => problem(casesPatchSchema, { cases: Array(length).fill({ id: 'a', version: 'b' }) }),
    ],
    ['ids', 100, (length) => problem(idsSchema, { ids: Array(length).fill('a') })],
  ];
  for (const [field, max, decoded] of lists) {
    it(`takes ${String(max)} ${field} and no more`, () => {
      expect(decoded(max)).to.equal(undefined);
      expect(decoded(max + 1)).to.equal(tooMany(field, max));
    });
  }

  it('needs at least one case and one id, and no id may be blank', () => {
    const tooShort = (field: string): string =>
      `The length of the field ${field} is too short. Array must be of length >= 1.`;
    expect(problem(casesPatchSchema, { cases: [] })).to.equal(tooShort('cases'));
    expect(problem(idsSchema, { ids: [] })).to.equal(tooShort('ids'));
    expect(problem(idsSchema, { ids: ['a', ' '] })).to.equal('string must have length >= 1');
  });

  it('takes safe integers as numbers of custom fields', () => {
    const number = (value: number): string | undefined =>
      created({ customFields: [{ key: 'a', type: 'number', value }] });
    expect(number(Number.MAX_SAFE_INTEGER)).to.equal(undefined);
    for (const value of [2 ** 53, 1.5]) {
      expect(number(value)).to.equal(
        'The value field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.',
      );
    }
  });
});
