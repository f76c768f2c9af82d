import { expect } from 'chai';
import { casesPatchSchema, newCaseSchema } from '../../server/http/kibana/request/case_schemas.js';
import { newCommentSchema } from '../../server/http/kibana/request/comment_schemas.js';
import { decode } from '../../server/http/kibana/request/decode.js';
import { aComment, aNewCase } from '../support/kibana.js';
import { created, problem } from '../support/kibana_decode.js';

const patched = (change: object): string | undefined =>
  problem(casesPatchSchema, { cases: [{ id: 'a', version: 'b', ...change }] });

const jira = (fields: unknown): object => ({ id: 'j', name: 'Jira', type: '.jira', fields });

describe('decoding of a request (K2.4, K14)', () => {
  it('answers the value as it was sent, with its keys in the order sent', () => {
    const sent = { cases: [{ status: 'closed', title: ' b ', id: 'a', assignees: [], version: 'v' }] };
    expect(JSON.stringify(decode(casesPatchSchema, sent))).to.equal(JSON.stringify(sent));
  });

  const texts: readonly (readonly [string, () => string | undefined, string | undefined])[] = [
    ['a missing value', () => created({}, ['title']), 'Invalid value "undefined" supplied to "title"'],
    [
      'a wrong word',
      () => patched({ severity: 'urgent' }),
      'Invalid value "urgent" supplied to "cases,severity"',
    ],
    ['an unknown key', () => created({ status: 'closed' }), 'invalid keys "status"'],
    ['an unknown object', () => created({ extra: { a: 1 } }), 'invalid keys "extra,{"a":1}"'],
    ['an unknown array', () => created({ extra: [1, { b: 2 }] }), 'invalid keys "extra,1,{"b":2}"'],
    ['an unknown key inside', () => created({ settings: { syncAlerts: true, x: 1 } }), 'invalid keys "x"'],
    [
      'unknown keys in their order',
      () => patched({ z: 1, settings: { syncAlerts: true, y: 1 }, a: 1 }),
      'invalid keys "z,y,a"',
    ],
    [
      'a body without cases',
      () => problem(casesPatchSchema, {}),
      'Invalid value "undefined" supplied to "cases"',
    ],
    ['a body that is no object', () => problem(newCaseSchema, [1]), 'Invalid value "[1]" supplied to ""'],
    ['null', () => problem(newCaseSchema, null), 'Invalid value "null" supplied to ""'],
    ['a blank title', () => created({ title: ' \t' }), 'The title field cannot be an empty string.'],
    ['a wrong member', () => created({ tags: ['a', 1] }), 'Invalid value "1" supplied to "tags"'],
    [
      'an object for a text',
      () => created({ title: { a: 1 } }),
      'Invalid value "{"a":1}" supplied to "title"',
    ],
    [
      'wrong values and unknown keys: only the values',
      () => created({ title: 1, extra: 1 }),
      'Invalid value "1" supplied to "title"',
    ],
    [
      'several wrong values, equal texts once',
      () => created({ title: 1, description: 2, tags: [3, 3] }),
      'Invalid value "1" supplied to "title",Invalid value "2" supplied to "description",Invalid value "3" supplied to "tags"',
    ],
    [
      'an unknown connector type',
      () => created({ connector: { ...jira(null), type: '.x' } }),
      'Invalid value ".x" supplied to "connector,type"',
    ],
    [
      'a connector that is no object',
      () => created({ connector: 'none' }),
      'Invalid value "none" supplied to "connector"',
    ],
    [
      'only the errors of the connector type that was chosen',
      () => created({ connector: jira({ issueType: 1, priority: null, parent: null }) }),
      'Invalid value "1" supplied to "connector,fields,issueType"',
    ],
    [
      'connector fields of another type',
      () => created({ connector: jira({ issueType: null, priority: null, parent: null, tlp: 1 }) }),
      'invalid keys "tlp"',
    ],
    ['a connector whose fields are null', () => created({ connector: jira(null) }), undefined],
    [
      'fields of no connector',
      () => created({ connector: { id: 'none', name: 'none', type: '.none', fields: {} } }),
      'Invalid value "{}" supplied to "connector,fields"',
    ],
    [
      'an unknown comment type',
      () => problem(newCommentSchema, aComment({ type: 'poem' })),
      'Invalid value "poem" supplied to "type"',
    ],
    [
      'a comment without type',
      () => problem(newCommentSchema, { comment: 'x', owner: 'cases' }),
      'Invalid value "undefined" supplied to "type"',
    ],
    ['a comment with more keys', () => problem(newCommentSchema, aComment({ id: 'x' })), 'invalid keys "id"'],
    [
      'a key __proto__',
      () =>
        problem(
          newCaseSchema,
          JSON.parse(JSON.stringify(aNewCase()).replace('{', '{"__proto__":{"title":"x"},')),
        ),
      'invalid keys "__proto__,{"title":"x"}"',
    ],
    [
      'a prototype in place of values',
      () => problem(casesPatchSchema, JSON.parse('{"__proto__":{"cases":[]}}')),
      'Invalid value "undefined" supplied to "cases"',
    ],
    ['a category of null', () => created({ category: null }), undefined],
    [
      'a custom field of an unknown type',
      () => created({ customFields: [{ key: 'a', type: 'x', value: 1 }] }),
      'Invalid value "x" supplied to "customFields,type"',
    ],
    [
      'a custom field of the wrong type',
      () => created({ customFields: [{ key: 'a', type: 'toggle', value: 'x' }] }),
      'Invalid value "x" supplied to "customFields,value"',
    ],
  ];
  for (const [name, decoded, text] of texts) {
    it(`${text === undefined ? 'accepts' : 'refuses'} ${name}`, () => {
      expect(decoded()).to.equal(text);
    });
  }
});
