import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { aText, configured } from '../support/kibana_configurations.js';
import { FIELDS, MUST, number, SHALL, toggle } from '../support/kibana_custom_fields.js';
import { atMounts } from '../support/mounts.js';

/** In the order in which they are looked for: each row has the problems of the rows below as well. */
const PROBLEMS: readonly (readonly [what: string, sent: readonly object[], message: string])[] = [
  [
    'a key twice',
    [toggle('free', true), aText('x', 'y'), aText('given', null), aText('x', 'y'), toggle('free', true)],
    'Invalid duplicated customFields keys in request: x,free',
  ],
  [
    'unknown keys',
    [toggle('free', true), aText('x', 'y'), aText('given', null), aText('y', 'z')],
    'Invalid custom field keys: x,y',
  ],
  [
    'missing fields',
    [toggle('free', true), toggle('given', null)],
    'Missing required custom fields without default value configured: "Must", "Shall "it""',
  ],
  [
    'required fields without value, also where they have a default',
    [toggle('free', true), toggle('given', null), aText('must', null), SHALL],
    'Invalid value "null" supplied for the following required custom fields: "Given", "Must"',
  ],
  [
    'wrong types',
    [number('shall', 1), MUST, toggle('free', true), aText('count', null)],
    'The following custom fields have the wrong type in the request: "Shall "it"", "Free", "Count"',
  ],
];

/** What the body itself is refused for, before any configuration is looked at. */
const SHAPES: readonly (readonly [sent: unknown, message: string])[] = [
  [[aText('x', '')], 'The value field cannot be an empty string.'],
  [[aText('x', 'y'.repeat(161))], 'The length of the value is too long. The maximum length is 160.'],
  [[number('x', 1.5)], 'The value field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.'],
  [
    [number('x', 2 ** 53)],
    'The value field should be an integer between -(2^53 - 1) and 2^53 - 1, inclusive.',
  ],
  [[{ key: 'x', type: 'list', value: 1 }], 'Invalid value "list" supplied to "customFields,type"'],
  [[{ key: 'x', type: 'toggle', value: 'y' }], 'Invalid value "y" supplied to "customFields,value"'],
  [[{ key: 'x', type: 'text' }], 'Invalid value "undefined" supplied to "customFields,value"'],
  [[{ key: 'x', type: 'text', value: 1, y: 2 }], 'Invalid value "1" supplied to "customFields,value"'],
  [[{ ...aText('x', 'y'), label: 'X' }], 'invalid keys "label"'],
  [
    Array(11).fill(aText('x', 'y')),
    'The length of the field customFields is too long. Array must be of length <= 10.',
  ],
  [null, 'Invalid value "null" supplied to "customFields"'],
];

atMounts('custom fields of cases (K17.3)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost({
      config: { spaces: [{ id: 'team-a', name: 'A' }], security: { enabled: false } },
    });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());
  beforeEach(() => configured(kibana, { customFields: FIELDS }));

  const post = (customFields?: unknown, over: object = {}) =>
    kibana.send(
      'post',
      '/api/cases',
      aNewCase({ ...(customFields === undefined ? {} : { customFields }), ...over }),
    );

  for (const [what, sent, message] of PROBLEMS) {
    it(`are refused for ${what}`, async () => {
      expectError(await post(sent), 400, message);
      const found = await kibana.create({ customFields: [MUST, SHALL] });
      expectError(await kibana.patch(found, { customFields: sent, title: 'New' }), 400, message);
      expect(await kibana.get(found.id)).to.deep.equal(found);
      expect(await kibana.actions(found.id)).to.have.length(1);
    });
  }

  for (const [sent, message] of SHAPES) {
    it(`are refused for their shape: ${message.slice(0, 70)}`, async () => {
      expectError(await post(sent), 400, message);
      const found = await kibana.create({ customFields: [MUST, SHALL] });
      const within = message.replace('"customFields', '"cases,customFields');
      expectError(await kibana.patch(found, { customFields: sent }), 400, within);
    });
  }

  it('are refused where nothing is configured, and are not asked for there', async () => {
    const owner = 'securitySolution';
    expectError(await post([MUST], { owner }), 400, 'No custom fields configured.');
    const twice = 'Invalid duplicated customFields keys in request: must';
    expectError(await post([MUST, MUST], { owner }), 400, twice);
    const found = await kibana.create({ owner });
    expect(found.customFields).to.deep.equal([]);
    expectError(await kibana.patch(found, { customFields: [MUST] }), 400, 'No custom fields configured.');
    expect((await kibana.create({ owner, customFields: [] })).customFields).to.deep.equal([]);
    await configured(kibana, { owner: 'observability', customFields: [] });
    expectError(await post([MUST], { owner: 'observability' }), 400, 'Invalid custom field keys: must');
    expectError(
      await new KibanaClient(host, { space: 'team-a' }).send(
        'post',
        '/api/cases',
        aNewCase({ customFields: [MUST] }),
      ),
      400,
      'No custom fields configured.',
    );
  });

  it('are asked for also by a new case that sends none', async () => {
    const message = 'Missing required custom fields without default value configured: "Must", "Shall "it""';
    expectError(await post(), 400, message);
    expectError(await post([]), 400, message);
  });

  it('are stored with what is missing, and told as they were sent', async () => {
    const sent = [aText('free', ' padded '), SHALL, MUST];
    const found = await kibana.create({ customFields: sent });
    expect(found.customFields).to.deep.equal([
      ...sent,
      toggle('given', true),
      aText('filled', 'EU-00'),
      number('count', null),
    ]);
    expect(await kibana.get(found.id)).to.deep.equal(found);
    const [created] = await kibana.actions(found.id);
    expect(created?.payload).to.have.deep.property('customFields', sent);
    await configured(kibana, { customFields: FIELDS.slice(2) });
    const bare = await kibana.create();
    expect(bare.customFields).to.deep.equal([
      toggle('given', true),
      aText('free', null),
      aText('filled', 'EU-00'),
      number('count', null),
    ]);
    const [createdBare] = await kibana.actions(bare.id);
    expect(createdBare?.payload).to.have.deep.property('customFields', []);
  });
});
