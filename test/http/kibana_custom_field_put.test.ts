import { expect } from 'chai';
import type { Response } from 'supertest';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { accepted, expectError, KibanaClient } from '../support/kibana.js';
import { aText, configured } from '../support/kibana_configurations.js';
import {
  aFilledCase,
  fieldPath,
  FIELDS,
  putField,
  startWithFields,
} from '../support/kibana_custom_field_put.js';
import { number, toggle } from '../support/kibana_custom_fields.js';
import { owner } from '../support/kibana_grants.js';
import { atMounts } from '../support/mounts.js';

const NO_VALUE = 'Custom field value cannot be null or undefined.';
const INTEGER = 'The value field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.';

/** What a body is refused for, whatever the case. */
const SHAPES: readonly (readonly [body: object, message: string])[] = [
  [{ caseVersion: 'v' }, 'Invalid value "undefined" supplied to "value"'],
  [{ value: 'x' }, 'Invalid value "undefined" supplied to "caseVersion"'],
  [{}, 'Invalid value "undefined" supplied to "value",Invalid value "undefined" supplied to "caseVersion"'],
  [{ value: { a: 1 }, caseVersion: 'v' }, 'Invalid value "{"a":1}" supplied to "value"'],
  [{ value: ['a'], caseVersion: 'v' }, 'Invalid value "["a"]" supplied to "value"'],
  [{ value: 1.5, caseVersion: 'v' }, INTEGER],
  [{ value: -(2 ** 53), caseVersion: 'v' }, INTEGER],
  [{ value: 'x', caseVersion: 1 }, 'Invalid value "1" supplied to "caseVersion"'],
  [{ value: 'x', caseVersion: 'v', type: 'text' }, 'invalid keys "type"'],
];

/** Values that a field cannot have. */
const VALUES: readonly (readonly [key: string, value: unknown, message: string])[] = [
  ['none', null, 'cannot find custom field'],
  ['MUST', 'x', 'cannot find custom field'],
  ['__proto__', 'x', 'cannot find custom field'],
  ['must', null, NO_VALUE],
  ['flag', null, NO_VALUE],
  ['must', 1, 'Invalid value "1" supplied to "value"'],
  ['must', true, 'Invalid value "true" supplied to "value"'],
  ['flag', 'yes', 'Invalid value "yes" supplied to "value"'],
  ['flag', 0, 'Invalid value "0" supplied to "value"'],
  ['count', '1', 'Invalid value "1" supplied to "value"'],
  ['count', false, 'Invalid value "false" supplied to "value"'],
  ['must', '', 'The value field cannot be an empty string.'],
  ['free', ' \n', 'The value field cannot be an empty string.'],
  ['free', 'x'.repeat(161), 'The length of the value is too long. The maximum length is 160.'],
  ['free', 'x'.repeat(6000), 'The length of the value is too long. The maximum length is 160.'],
];

atMounts('PUT of one custom field (K17.4)', () => {
  let host: TestHost;
  let root: KibanaClient;
  let found: KibanaCase;
  before(async () => {
    host = await startWithFields();
    root = as('root');
  });
  beforeEach(async () => {
    found = await aFilledCase(root);
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  const pathOf = (key: string, id = found.id): string => fieldPath(id, key);
  const put = (key: string, value: unknown, by = root): Promise<Response> => putField(by, found, key, value);

  it('answers the field, puts it in front of the list and tells of it', async () => {
    const response = await put('count', 7);
    expect(accepted(response)).to.deep.equal(number('count', 7));
    expect(response.headers).to.not.have.property('elastic-api-version');
    const changed = await root.get(found.id);
    expect(changed).to.deep.equal({
      ...found,
      version: changed.version,
      customFields: [number('count', 7), aText('must', 'm'), aText('free', 'f'), toggle('flag', true)],
      updated_at: changed.updated_at,
      updated_by: { username: 'root', email: null, full_name: null },
    });
    expect(changed.version).to.not.equal(found.version);
    expect(changed.updated_at).to.be.a('string');
    const [, action] = await root.actions(found.id);
    expect(action).to.deep.include({
      type: 'customFields',
      action: 'update',
      payload: { customFields: [number('count', 7)] },
      owner,
    });
  });

  it('takes each type, its limits, and null for what is not required', async () => {
    for (const [key, value] of [
      ['must', 'x'.repeat(160)],
      ['must', ` ${'x'.repeat(160)} `],
      ['free', null],
      ['flag', false],
      ['count', Number.MAX_SAFE_INTEGER],
      ['count', Number.MIN_SAFE_INTEGER],
      ['count', 0],
      ['count', null],
    ] as const) {
      expect(accepted(await put(key, value))).to.deep.include({ key, value });
      found = await root.get(found.id);
      expect(found.customFields[0]).to.deep.include({ key, value });
      expect(found.customFields).to.have.length(4);
    }
    expect(await root.actions(found.id)).to.have.length(9);
  });

  it('leaves no activity for the value that is there, and moves it all the same', async () => {
    expect(accepted(await put('free', 'f'))).to.deep.equal(aText('free', 'f'));
    const changed = await root.get(found.id);
    expect(changed.customFields.map(({ key }) => key)).to.deep.equal(['free', 'must', 'flag', 'count']);
    expect(changed.version).to.not.equal(found.version);
    found = changed;
    // A field without value is null already.
    accepted(await put('count', null));
    expect(await root.actions(found.id)).to.have.length(1);
  });

  it('adds a field that was configured after the case was created', async () => {
    const space = 'team-b';
    const there = as('root', space);
    const bare = await there.create({ owner });
    await configured(there, { owner, customFields: FIELDS });
    const body = { value: null, caseVersion: bare.version };
    expect(accepted(await there.send('put', pathOf('count', bare.id), body))).to.deep.equal(
      number('count', null),
    );
    expect((await there.get(bare.id)).customFields).to.deep.equal([number('count', null)]);
    expect(await there.actions(bare.id)).to.have.length(1);
  });

  for (const [body, message] of SHAPES) {
    it(`decodes before it looks at anything: ${message.slice(0, 75)}`, async () => {
      expectError(await root.send('put', pathOf('none', 'none'), body), 400, message);
      expectError(await as('read_a').send('put', pathOf('must'), body), 400, message);
    });
  }

  for (const [key, value, message] of VALUES) {
    it(`refuses ${JSON.stringify(value).slice(0, 20)} for ${key}: ${message}`, async () => {
      expectError(await put(key, value), 400, message);
      expect(await root.get(found.id)).to.deep.equal(found);
      expect(await root.actions(found.id)).to.have.length(1);
    });
  }

  it('lets one of many at once change the case at a version', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => put('count', i)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).to.have.length(1);
    expect(statuses.filter((status) => status === 409)).to.have.length(19);
    expect(await root.actions(found.id)).to.have.length(2);
  });
});
