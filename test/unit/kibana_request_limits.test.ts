import { expect } from 'chai';
import { casesPatchSchema, idsSchema } from '../../server/http/kibana/request/case_schemas.js';
import { newCommentSchema } from '../../server/http/kibana/request/comment_schemas.js';
import { aComment } from '../support/kibana.js';
import { created, problem } from '../support/kibana_decode.js';

type Decoded = (text: string) => string | undefined;

const jira = { id: 'j', name: 'Jira', type: '.jira', fields: null };
const patched = (change: object): string | undefined =>
  problem(casesPatchSchema, { cases: [{ id: 'a', version: 'b', ...change }] });
const connected = (change: object): string | undefined => created({ connector: { ...jira, ...change } });
const customised = (change: object): string | undefined =>
  created({ customFields: [{ key: 'a', type: 'text', value: 'v', ...change }] });
const commented = (change: Readonly<Record<string, unknown>>): string | undefined =>
  problem(newCommentSchema, aComment(change));

describe('limits of a request', () => {
  const tooLong = (field: string, max: number): string =>
    `The length of the ${field} is too long. The maximum length is ${String(max)}.`;
  const tooMany = (field: string, max: number): string =>
    `The length of the field ${field} is too long. Array must be of length <= ${String(max)}.`;
  const tooFew = (field: string): string =>
    `The length of the field ${field} is too short. Array must be of length >= 1.`;

  const texts: readonly (readonly [string, string, number, Decoded])[] = [
    ['title of a new case', 'title', 160, (title) => created({ title })],
    ['title of a change', 'title', 160, (title) => patched({ title })],
    ['description of a new case', 'description', 30_000, (description) => created({ description })],
    ['description of a change', 'description', 30_000, (description) => patched({ description })],
    ['tag of a new case', 'tag', 256, (tag) => created({ tags: ['a', tag] })],
    ['tag of a change', 'tag', 256, (tag) => patched({ tags: ['a', tag] })],
    ['category of a new case', 'category', 50, (category) => created({ category })],
    ['category of a change', 'category', 50, (category) => patched({ category })],
    ['comment', 'comment', 30_000, (comment) => commented({ comment })],
    ['value of a custom field', 'value', 160, (value) => customised({ value })],
  ];
  for (const [name, field, max, decoded] of texts) {
    it(`takes a ${name} of 1 to ${String(max)} characters, not counting blanks around it`, () => {
      for (const none of ['', ' ', ' \t\n', ' '.repeat(max + 1)]) {
        expect(decoded(none)).to.equal(`The ${field} field cannot be an empty string.`);
      }
      for (const some of ['x', 'x'.repeat(max), ` ${'x'.repeat(max)} `]) {
        expect(decoded(some)).to.equal(undefined);
      }
      expect(decoded('x'.repeat(max + 1))).to.equal(tooLong(field, max));
      expect(decoded(` ${'x'.repeat(max + 1)}`)).to.equal(tooLong(field, max));
    });
  }

  const free: readonly (readonly [string, string, number, Decoded])[] = [
    ['owner of a new case', 'owner', 5000, (owner) => created({ owner })],
    ['owner of a change', 'owner', 5000, (owner) => patched({ owner })],
    ['owner of a comment', 'owner', 5000, (owner) => commented({ owner })],
    ['id of a case to change', 'id', 5000, (id) => patched({ id })],
    ['version of a case to change', 'version', 5000, (version) => patched({ version })],
    ['uid of an assignee', 'uid', 100, (uid) => created({ assignees: [{ uid }] })],
    ['key of a custom field', 'key', 100, (key) => customised({ key })],
    ['id of a connector', 'id', 5000, (id) => connected({ id })],
    ['name of a connector', 'name', 5000, (name) => connected({ name })],
    [
      'field of a connector',
      'issueType',
      5000,
      (issueType) => connected({ fields: { issueType, priority: null, parent: null } }),
    ],
    [
      'incident type of a connector',
      'incidentTypes',
      5000,
      (one) => connected({ type: '.resilient', fields: { incidentTypes: [one], severityCode: null } }),
    ],
  ];
  for (const [name, field, max, decoded] of free) {
    it(`takes any ${name} of at most ${String(max)} characters`, () => {
      for (const some of ['', ' ', 'x', 'x'.repeat(max)]) expect(decoded(some)).to.equal(undefined);
      expect(decoded('x'.repeat(max + 1))).to.equal(tooLong(field, max));
    });
  }

  it('takes no half of a character', () => {
    for (const [name, , , decoded] of [...texts, ...free]) {
      for (const half of ['cut \ud83d', '\udca5', 'a\udca5\ud83d']) {
        expect(decoded(half), name).to.match(/^Invalid value ".+" supplied to "/);
      }
      expect(decoded('💥'), name).to.equal(undefined);
    }
    expect(problem(idsSchema, { ids: ['\ud83d'] })).to.match(/^Invalid value ".+" supplied to "ids"$/);
  });

  it('takes an id to delete that is not blank, of at most 5,000 characters', () => {
    const deleted = (id: string): string | undefined => problem(idsSchema, { ids: ['a', id] });
    for (const none of ['', ' ', '\t']) expect(deleted(none)).to.equal('string must have length >= 1');
    for (const some of ['x', 'x'.repeat(5000)]) expect(deleted(some)).to.equal(undefined);
    expect(deleted('x'.repeat(5001))).to.equal(tooLong('ids', 5000));
  });

  const custom = { key: 'a', type: 'text', value: null };
  const resilient = (length: number): object => ({
    type: '.resilient',
    fields: { incidentTypes: Array(length).fill('a'), severityCode: null },
  });
  const lists: readonly (readonly [string, 0 | 1, number, (length: number) => string | undefined])[] = [
    ['tags', 0, 200, (length) => created({ tags: Array(length).fill('a') })],
    ['assignees', 0, 10, (length) => created({ assignees: Array(length).fill({ uid: 'u' }) })],
    ['customFields', 0, 10, (length) => created({ customFields: Array(length).fill(custom) })],
    ['incidentTypes', 0, 100, (length) => connected(resilient(length))],
    [
      'cases',
      1,
      100,
      (length) => problem(casesPatchSchema, { cases: Array(length).fill({ id: 'a', version: 'b' }) }),
    ],
    ['ids', 1, 100, (length) => problem(idsSchema, { ids: Array(length).fill('a') })],
  ];
  for (const [field, min, max, decoded] of lists) {
    it(`takes ${String(min)} to ${String(max)} ${field}`, () => {
      expect(decoded(0)).to.equal(min === 0 ? undefined : tooFew(field));
      for (const length of [1, max]) expect(decoded(length)).to.equal(undefined);
      expect(decoded(max + 1)).to.equal(tooMany(field, max));
    });
  }

  it('takes integers as numbers of custom fields that every client can hold', () => {
    const number = (value: number): string | undefined => customised({ type: 'number', value });
    for (const value of [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      expect(number(value)).to.equal(undefined);
    }
    for (const value of [2 ** 53, -(2 ** 53), 1.5, 1e300, Infinity]) {
      expect(number(value)).to.equal(
        'The value field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.',
      );
    }
    expect(customised({ type: 'number', value: '1' })).to.equal(
      'Invalid value "1" supplied to "customFields,value"',
    );
  });

  it('takes a number of a connector unless it is an integer that not every client can hold', () => {
    const tlp = (value: unknown): string | undefined =>
      connected({ type: '.thehive', fields: { tlp: value } });
    for (const value of [null, 2, 2.5, Number.MAX_SAFE_INTEGER]) expect(tlp(value)).to.equal(undefined);
    expect(tlp(2 ** 53)).to.equal(
      'The tlp field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.',
    );
  });
});
