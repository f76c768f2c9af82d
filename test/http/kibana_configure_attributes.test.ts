import { expect } from 'chai';
import type { KibanaConfiguration } from '../../common/kibana_configuration.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { expectError, KibanaClient, NO_CONNECTOR } from '../support/kibana.js';
import { aConfiguration, aField, configurationsOf, CONFIGURE } from '../support/kibana_configurations.js';
import { aTemplate, long, typedConfiguration } from '../support/kibana_refused_configurations.js';
import { atMounts } from '../support/mounts.js';

const KEY = "Key must be lower case, a-z, 0-9, '_', and '-' are allowed";
const integer = (field: string): string =>
  `The ${field} field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.`;
const tooLong = (field: string, max: number): string =>
  `The length of the ${field} is too long. The maximum length is ${String(max)}.`;
const tooMany = (field: string): string =>
  `The length of the field ${field} is too long. Array must be of length <= 10.`;

/** What both a new configuration and a change of one are refused for. */
const ATTRIBUTES: readonly (readonly [what: string, sent: object, message: string])[] = [
  ['a wrong closure type', { closure_type: 'x' }, 'Invalid value "x" supplied to "closure_type"'],
  [
    'an unknown connector type',
    { connector: { ...NO_CONNECTOR, type: '.x' } },
    'Invalid value ".x" supplied to "connector,type"',
  ],
  [
    'a connector without fields',
    { connector: { id: 'none', name: 'none', type: '.none' } },
    'Invalid value "undefined" supplied to "connector,fields"',
  ],
  ['an unknown key', { extra: { a: 1 } }, 'invalid keys "extra,{"a":1}"'],
  ['a key in upper case', { customFields: [aField('A')] }, KEY],
  ['a key with a space', { customFields: [aField('a b')] }, KEY],
  ['a key with a line feed behind it', { customFields: [aField('a\n')] }, KEY],
  ['an empty key', { customFields: [aField('')] }, 'The key field cannot be an empty string.'],
  ['a long key', { customFields: [aField(long(37))] }, tooLong('key', 36)],
  [
    'a blank label',
    { customFields: [aField('a', { label: ' ' })] },
    'The label field cannot be an empty string.',
  ],
  ['a long label', { customFields: [aField('a', { label: long(51) })] }, tooLong('label', 50)],
  [
    'an unknown type',
    { customFields: [{ ...aField('a'), type: 'list' }] },
    'Invalid value "list" supplied to "customFields,type"',
  ],
  [
    'a field that is neither required nor not',
    { customFields: [{ key: 'a', label: 'A', type: 'text' }] },
    'Invalid value "undefined" supplied to "customFields,required"',
  ],
  [
    'a default of another type: text',
    { customFields: [aField('a', { defaultValue: 1 })] },
    'Invalid value "1" supplied to "customFields,defaultValue"',
  ],
  [
    'a default of another type: toggle',
    { customFields: [aField('a', { type: 'toggle', defaultValue: 'x' })] },
    'Invalid value "x" supplied to "customFields,defaultValue"',
  ],
  [
    'a default of another type: number',
    { customFields: [aField('a', { type: 'number', defaultValue: 'x' })] },
    'Invalid value "x" supplied to "customFields,defaultValue"',
  ],
  [
    'a default that is no integer',
    { customFields: [aField('a', { type: 'number', defaultValue: 1.5 })] },
    integer('defaultValue'),
  ],
  [
    'a default that is too large',
    { customFields: [aField('a', { type: 'number', defaultValue: 2 ** 53 })] },
    integer('defaultValue'),
  ],
  [
    'an empty default',
    { customFields: [aField('a', { defaultValue: '' })] },
    'The defaultValue field cannot be an empty string.',
  ],
  [
    'a long default',
    { customFields: [aField('a', { defaultValue: long(161) })] },
    tooLong('defaultValue', 160),
  ],
  ['an unknown key of a field', { customFields: [{ ...aField('a'), x: 1 }] }, 'invalid keys "x"'],
  ['too many fields', { customFields: Array(11).fill(aField('a')) }, tooMany('customFields')],
  ['too many templates', { templates: Array(11).fill(aTemplate()) }, tooMany('templates')],
  [
    'too many types of observables',
    { observableTypes: Array(11).fill({ key: 'a', label: 'A' }) },
    tooMany('observableTypes'),
  ],
  ['a template with a wrong key', { templates: [aTemplate({ key: 'T' })] }, KEY],
  ['a template with a long key', { templates: [aTemplate({ key: long(37) })] }, tooLong('key', 36)],
  [
    'a template without a name',
    { templates: [aTemplate({ name: '' })] },
    'The name field cannot be an empty string.',
  ],
  ['a template with a long name', { templates: [aTemplate({ name: long(51) })] }, tooLong('name', 50)],
  [
    'a template with a long description',
    { templates: [aTemplate({ description: long(1001) })] },
    tooLong('description', 1000),
  ],
  [
    'a template with too many tags',
    { templates: [aTemplate({ tags: Array(11).fill('x') })] },
    tooMany('tags'),
  ],
  ['a template with a long tag', { templates: [aTemplate({ tags: [long(51)] })] }, tooLong('tag', 50)],
  [
    'a template without fields of a case',
    { templates: [{ key: 't', name: 'T' }] },
    'Invalid value "undefined" supplied to "templates,caseFields"',
  ],
  [
    'a template of a status',
    { templates: [aTemplate({ caseFields: { status: 'open' } })] },
    'invalid keys "status"',
  ],
  [
    'a template of a wrong severity',
    { templates: [aTemplate({ caseFields: { severity: 'x' } })] },
    'Invalid value "x" supplied to "templates,caseFields,severity"',
  ],
  [
    'an observable without label',
    { observableTypes: [{ key: 'a' }] },
    'Invalid value "undefined" supplied to "observableTypes,label"',
  ],
  [
    'keys of fields twice',
    { customFields: ['a', 'b', 'a', 'b', 'a', 'c'].map((key) => aField(key)) },
    'Invalid duplicated customFields keys in request: a,b',
  ],
  [
    'keys of templates twice',
    { templates: [aTemplate(), aTemplate()] },
    'Invalid duplicated templates keys in request: t',
  ],
  [
    'keys of both twice: the fields first',
    { templates: [aTemplate(), aTemplate()], customFields: [aField('a'), aField('a')] },
    'Invalid duplicated customFields keys in request: a',
  ],
];

atMounts('attributes of refused configurations of the Kibana dialect (K17.1, K17.2)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  let made: KibanaConfiguration;
  before(async () => {
    host = await startHost();
    kibana = new KibanaClient(host);
    made = await typedConfiguration(kibana);
  });
  afterEach(async () => {
    // Nothing that is refused changes anything.
    expect(await configurationsOf(kibana)).to.deep.equal([made]);
  });
  after(() => host.stop());

  const post = (body: object) => kibana.send('post', CONFIGURE, body);
  const patch = (body: object, id = made.id) => kibana.send('patch', `${CONFIGURE}/${id}`, body);

  for (const [what, sent, message] of ATTRIBUTES) {
    it(`are not made with ${what}`, async () => {
      expectError(await post(aConfiguration(sent)), 400, message);
    });

    it(`are not changed to ${what}, whichever they are`, async () => {
      expectError(await patch({ version: made.version, ...sent }), 400, message);
      expectError(await patch({ version: 'old', ...sent }, 'none'), 400, message);
    });
  }
});
