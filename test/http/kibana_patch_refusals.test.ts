import { expect } from 'chai';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { expectError, KibanaClient } from '../support/kibana.js';

atMounts('PATCH /api/cases all or none (K15.3)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost();
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const refusals: readonly (readonly [
    string,
    (a: KibanaCase, b: KibanaCase) => object[],
    number,
    (a: KibanaCase, b: KibanaCase) => string,
  ])[] = [
    [
      'an id twice',
      (a) => [
        { id: a.id, version: a.version, title: 'x' },
        { id: a.id, version: 'y' },
      ],
      400,
      (a) => `Duplicate case ids in request: ${a.id}`,
    ],
    [
      'missing cases, before old versions',
      (a) => [
        { id: a.id, version: 'old', title: 'x' },
        { id: 'm1', version: 'v' },
        { id: 'm2', version: 'v' },
      ],
      404,
      () => 'These cases m1, m2 do not exist. Please check you have the correct ids.',
    ],
    [
      'an old version',
      (a, b) => [
        { id: a.id, version: a.version, title: 'x' },
        { id: b.id, version: 'old', title: 'x' },
      ],
      409,
      (_a, b) => `These cases ${b.id} has been updated. Please refresh before saving additional updates.`,
    ],
    [
      'another owner',
      (a, b) => [
        { id: a.id, version: a.version, title: 'x' },
        { id: b.id, version: b.version, owner: 'observability' },
      ],
      400,
      (_a, b) => `Updating the owner of a case is not allowed ids: [${b.id}]`,
    ],
    [
      'custom fields that nobody has configured',
      (a, b) => [
        { id: a.id, version: a.version, title: 'x' },
        { id: b.id, version: b.version, customFields: [{ key: 'k', type: 'text', value: 'v' }] },
      ],
      400,
      () => 'No custom fields configured.',
    ],
    [
      'a custom field twice',
      (a) => [
        {
          id: a.id,
          version: a.version,
          customFields: ['k', 'l', 'k', 'l'].map((key) => ({ key, type: 'text', value: 'v' })),
        },
      ],
      400,
      () => 'Invalid duplicated customFields keys in request: k,l',
    ],
  ];
  for (const [name, cases, status, message] of refusals) {
    it(`refuses ${name}, and then changes nothing in any case`, async () => {
      const [a, b] = [await kibana.create(), await kibana.create()];
      const response = await kibana.send('patch', '/api/cases', { cases: cases(a, b) });
      expectError(response, status, message(a, b));
      for (const created of [a, b]) {
        expect(await kibana.get(created.id)).to.deep.equal(created);
        expect(await kibana.actions(created.id)).to.have.length(1);
      }
    });
  }
});
