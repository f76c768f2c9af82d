import { expect } from 'chai';
import type { KibanaConfiguration } from '../../common/kibana_configuration.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import {
  aConfiguration,
  aField,
  configurationsOf,
  CONFIGURE,
  configured,
} from '../support/kibana_configurations.js';
import { aTemplate, long, typedConfiguration } from '../support/kibana_refused_configurations.js';
import { atMounts } from '../support/mounts.js';

const without = (key: string): object => {
  const body = aConfiguration();
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== key));
};

atMounts('refused configurations of the Kibana dialect (K17.1, K17.2)', () => {
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

  for (const key of ['owner', 'connector', 'closure_type']) {
    it(`are not made without ${key}`, async () => {
      expectError(await post(without(key)), 400, `Invalid value "undefined" supplied to "${key}"`);
    });
  }

  it('are not made for an owner that nobody has registered', async () => {
    const message = 'Unauthorized to create case configuration with owners: "nobody"';
    expectError(await post(aConfiguration({ owner: 'nobody' })), 403, message);
    expect((await post(aConfiguration({ owner: 'o'.repeat(5000) }))).status).to.equal(403);
  });

  it('are not changed without version, nor in their owner', async () => {
    expectError(await patch({}), 400, 'Invalid value "undefined" supplied to "version"');
    expectError(await patch({ version: made.version, owner: 'cases' }), 400, 'invalid keys "owner"');
  });

  it('are not found by an id that there is not', async () => {
    for (const id of ['none', 'cases', encodeURIComponent('a/b ü'), 'x'.repeat(600)]) {
      const message = `Saved object [cases-configure/${decodeURIComponent(id)}] not found`;
      expectError(
        await patch({ version: 'old', customFields: [aField('a', { type: 'number' })] }, id),
        404,
        message,
      );
    }
  });

  it('keep the types of their fields, also before their version is looked at', async () => {
    const others = [
      aField('c', { label: 'New C' }),
      aField('a'),
      aField('new', { type: 'toggle' }),
      aField('b', { type: 'number', label: 'New B' }),
    ];
    const message = 'Invalid custom field types in request for the following labels: "New C", "New B"';
    expectError(await patch({ version: made.version, customFields: others }), 400, message);
    expectError(await patch({ version: 'old', customFields: others }), 400, message);
  });

  it('are not changed at another version', async () => {
    const message = 'This configuration has been updated. Please refresh before saving additional updates.';
    for (const version of ['old', '', 'WzIsMV0=', `${made.version} `]) {
      expectError(await patch({ version, closure_type: 'close-by-pushing' }), 409, message);
    }
  });

  it('are not larger than what can be kept', async () => {
    const message = 'The configuration is too large. The maximum length is 65536 characters of JSON.';
    const described = (description: string): object => ({
      templates: ['a', 'b', 'c'].map((key) => aTemplate({ key, caseFields: { description } })),
    });
    expectError(await post(aConfiguration(described(long(30_000)))), 400, message);
    expectError(await patch({ version: made.version, ...described(long(30_000)) }), 400, message);
    // What JSON writes with more characters than it has counts with all of them.
    expectError(await post(aConfiguration(described('"'.repeat(12_000)))), 400, message);
    const fields = { issueType: long(5000), priority: long(5000), parent: null };
    const large = {
      connector: { id: 'j', name: long(5000), type: '.jira', fields },
      ...described(long(15_000)),
    };
    made = await configured(kibana, large);
  });

  it('need the header against forgeries, but to be read', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const [method, path] of [
      ['POST', CONFIGURE],
      ['PATCH', `${CONFIGURE}/${made.id}`],
    ] as const) {
      const response = await fetch(`${host.url}${path}`, { method, headers, body: '{}' });
      expect(response.status).to.equal(400);
      expect(await response.json()).to.have.property('message', 'Request must contain a kbn-xsrf header.');
    }
    expect((await fetch(`${host.url}${CONFIGURE}`)).status).to.equal(200);
  });

  it('are not found by what the query has no word for', async () => {
    const find = (query: string) => kibana.send('get', `${CONFIGURE}?${query}`);
    expectError(await find('owner=cases&page=1'), 400, 'invalid keys "page"');
    const owners = Array.from({ length: 101 }, () => 'owner=cases').join('&');
    expectError(
      await find(owners),
      400,
      'The length of the field owner is too long. Array must be of length <= 100.',
    );
  });
});
