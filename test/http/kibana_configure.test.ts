import { expect } from 'chai';
import type { KibanaConfiguration } from '../../common/kibana_configuration.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { accepted, aUser, expectError, KibanaClient, NO_CONNECTOR } from '../support/kibana.js';
import {
  aConfiguration,
  aField,
  changeOf,
  configurationsOf,
  CONFIGURE,
  configured,
} from '../support/kibana_configurations.js';
import { atMounts } from '../support/mounts.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const NOBODY = { username: null, email: null, full_name: null };

const JIRA = {
  id: 'j',
  name: 'Jira',
  type: '.jira',
  fields: { issueType: 'Bug', priority: null, parent: null },
};
const FIELDS = [
  aField('cost_centre', { label: 'Cost centre', required: true, defaultValue: 'EU-00' }),
  aField('on-call', { type: 'toggle', defaultValue: false }),
  aField('hosts', { type: 'number', required: true, defaultValue: null }),
];
const TEMPLATES = [
  { key: 't-1', name: 'Phishing', caseFields: null },
  {
    ...{ key: 't-2', name: 'Disk', description: '', tags: ['storage'] },
    caseFields: { title: 'Disk full', severity: 'high', assignees: [{ uid: 'u' }], connector: JIRA },
  },
];
const OBSERVABLES = [{ key: 'o-1', label: 'Badge number' }];

atMounts('configurations of the Kibana dialect (K17.1)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost({
      config: { spaces: [{ id: 'team-a', name: 'A' }], security: { enabled: false } },
    });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const patch = (of: KibanaConfiguration, change: object = {}) => changeOf(kibana, of, change);

  it('are none as long as nobody makes any', async () => {
    expect(await configurationsOf(kibana)).to.deep.equal([]);
    expect(await configurationsOf(kibana, '?owner=cases&owner=observability')).to.deep.equal([]);
  });

  it('are made with defaults, and found as they were answered', async () => {
    const response = await kibana.send('post', CONFIGURE, aConfiguration());
    const made = accepted(response) as KibanaConfiguration;
    expect(made).to.deep.equal({
      id: made.id,
      version: 'WzEsMV0=',
      owner: 'cases',
      closure_type: 'close-by-user',
      connector: NO_CONNECTOR,
      ...{ customFields: [], templates: [], observableTypes: [], mappings: [], error: null },
      created_at: made.created_at,
      created_by: NOBODY,
      ...{ updated_at: null, updated_by: null },
    });
    expect(made.id).to.match(UUID);
    expect(made.created_at).to.match(INSTANT);
    expect(response.headers['elastic-api-version']).to.equal('2023-10-31');
    expect(await configurationsOf(kibana)).to.deep.equal([made]);
  });

  it('keep all that they are given, word for word', async () => {
    const sent = {
      ...{ connector: JIRA, closure_type: 'close-by-pushing' },
      ...{ customFields: FIELDS, templates: TEMPLATES, observableTypes: OBSERVABLES },
    };
    const made = await configured(kibana, sent);
    expect(made).to.deep.include(sent);
    expect(await configurationsOf(kibana, '?owner=cases')).to.deep.equal([made]);
  });

  it('are replaced by the next one of the owner, which has another id', async () => {
    const first = await configured(kibana, { customFields: FIELDS });
    const second = await configured(kibana, { closure_type: 'close-by-pushing' });
    expect(second.id).to.not.equal(first.id);
    expect(second.customFields).to.deep.equal([]);
    expect(await configurationsOf(kibana)).to.deep.equal([second]);
    expectError(await patch(first), 404, `Saved object [cases-configure/${first.id}] not found`);
  });

  it('are one per owner, found for one or more owners', async () => {
    const [cases, security] = [
      await configured(kibana),
      await configured(kibana, { owner: 'securitySolution' }),
    ];
    expect(await configurationsOf(kibana)).to.deep.equal([cases, security]);
    expect(await configurationsOf(kibana, '?owner=securitySolution')).to.deep.equal([security]);
    expect(await configurationsOf(kibana, '?owner=cases&owner=nobody')).to.deep.equal([cases]);
    expect(await configurationsOf(kibana, '?owner=observability')).to.deep.equal([]);
    expect(await configurationsOf(kibana, '?owner=')).to.deep.equal([]);
  });

  it('are those of one space', async () => {
    const elsewhere = new KibanaClient(host, { space: 'team-a' });
    const here = await configured(kibana);
    expect(await configurationsOf(elsewhere)).to.deep.equal([]);
    expectError(
      await elsewhere.send('patch', `${CONFIGURE}/${here.id}`, { version: here.version }),
      404,
      `Saved object [cases-configure/${here.id}] not found`,
    );
    const there = await configured(elsewhere, { closure_type: 'close-by-pushing' });
    expect(await configurationsOf(elsewhere)).to.deep.equal([there]);
    expect(await configurationsOf(kibana, '?owner=cases')).to.deep.equal([here]);
  });

  it('are changed in what is sent, and have another version and a new byline', async () => {
    const made = await configured(kibana, { customFields: FIELDS, templates: TEMPLATES });
    const changed = accepted(
      await patch(made, { closure_type: 'close-by-pushing', customFields: FIELDS.slice(1) }),
    ) as KibanaConfiguration;
    expect(changed).to.deep.equal({
      ...made,
      version: 'WzIsMV0=',
      closure_type: 'close-by-pushing',
      customFields: FIELDS.slice(1),
      updated_at: changed.updated_at,
      updated_by: NOBODY,
    });
    expect(changed.updated_at).to.match(INSTANT);
    expect(await configurationsOf(kibana, '?owner=cases')).to.deep.equal([changed]);
    const again = accepted(await patch(changed)) as KibanaConfiguration;
    expect(again).to.deep.equal({ ...changed, version: 'WzMsMV0=', updated_at: again.updated_at });
    const others = { connector: JIRA, templates: [], observableTypes: OBSERVABLES };
    expect(accepted(await patch(again, others))).to.deep.include({
      ...others,
      customFields: FIELDS.slice(1),
    });
  });

  it('say who made and who changed them', async () => {
    const users = [
      {
        ...aUser('mira', 'superuser'),
        fullName: 'Mira Example',
        email: 'mira@example.com',
        profileUid: 'u_mira_0',
      },
      aUser('eve', 'superuser'),
    ];
    const other = await startHost({ config: { security: { users } } });
    try {
      const mira = {
        username: 'mira',
        email: 'mira@example.com',
        full_name: 'Mira Example',
        profile_uid: 'u_mira_0',
      };
      const made = await configured(new KibanaClient(other, { username: 'mira' }));
      expect(made).to.deep.include({ created_by: mira, updated_by: null });
      const eve = new KibanaClient(other, { username: 'eve' });
      const { version } = made;
      const changed = accepted(await eve.send('patch', `${CONFIGURE}/${made.id}`, { version }));
      const byline = { username: 'eve', email: null, full_name: null };
      expect(changed).to.deep.include({ created_by: mira, updated_by: byline });
      expect(await configurationsOf(eve)).to.deep.equal([changed]);
    } finally {
      await other.stop();
    }
  });
});
