import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aNewCase, expectError, KibanaClient, NO_CONNECTOR } from '../support/kibana.js';

/** Fields of each type of connector that are accepted, and one that is not as it should be. */
const FIELDS: readonly (readonly [type: string, fields: Readonly<Record<string, unknown>>])[] = [
  ['.jira', { issueType: 'Bug', priority: 'High', parent: null }],
  ['.resilient', { incidentTypes: ['19', '20'], severityCode: null }],
  ['.servicenow', { impact: '1', severity: null, urgency: '2', category: null, subcategory: null }],
  [
    '.servicenow-sir',
    {
      ...{ category: 'c', priority: null, subcategory: null },
      ...{ destIp: true, sourceIp: null, malwareHash: false, malwareUrl: true },
    },
  ],
  ['.swimlane', { caseId: 'c-1' }],
  ['.thehive', { tlp: 2 }],
];

describe('the connector of a case (K18)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost();
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const create = (connector: object) => kibana.send('post', '/api/cases', aNewCase({ connector }));
  const named = (type: string, fields: unknown) => ({ id: 'c-1', name: 'C', type, fields });

  for (const [type, fields] of [...FIELDS, ['.cases-webhook', null] as const]) {
    it(`is of type ${type} with its fields, or with none`, async () => {
      for (const given of [fields, null]) {
        const found = await kibana.create({ connector: named(type, given) });
        expect(found.connector).to.deep.equal(named(type, given));
        const [created] = await kibana.actions(found.id);
        expect(created?.payload).to.deep.include({ connector: named(type, given) });
      }
    });
  }

  for (const [type, fields] of FIELDS) {
    it(`of type ${type} lacks no field and has no other`, async () => {
      const [first = ''] = Object.keys(fields);
      const lacking = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== first));
      const lacks = `Invalid value "undefined" supplied to "connector,fields,${first}"`;
      expectError(await create(named(type, lacking)), 400, lacks);
      const wrong = `Invalid value "[7]" supplied to "connector,fields,${first}"`;
      if (type !== '.resilient')
        expectError(await create(named(type, { ...fields, [first]: [7] })), 400, wrong);
      expectError(await create(named(type, { ...fields, more: 'x' })), 400, 'invalid keys "more"');
    });
  }

  it('is none by all of its names, of a known type, and goes back to none', async () => {
    const other = 'Invalid value "c-1" supplied to "connector,id"';
    expectError(await create({ ...NO_CONNECTOR, id: 'c-1' }), 400, other);
    const unknown = 'Invalid value ".email" supplied to "connector,type"';
    expectError(await create(named('.email', null)), 400, unknown);
    const found = await kibana.create({ connector: named('.swimlane', null) });
    expect((await kibana.patch(found, { connector: NO_CONNECTOR })).status).to.equal(200);
    const [, changed] = await kibana.actions(found.id);
    expect(changed).to.deep.include({
      type: 'connector',
      action: 'update',
      payload: { connector: NO_CONNECTOR },
    });
  });
});
