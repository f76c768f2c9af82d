import { expect } from 'chai';
import type { Response } from 'supertest';
import type { KibanaConfiguration } from '../../common/kibana_configuration.js';
import { basic, auditedHost } from '../support/audited_host.js';
import type { TestHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { aConfiguration, configurationsOf, CONFIGURE, configured } from '../support/kibana_configurations.js';
import { owner, startGranted } from '../support/kibana_grants.js';
import { atMounts } from '../support/mounts.js';

const NONE_READABLE = 'Unauthorized to access case configurations of any owner';
const NO_CREATION = 'Unauthorized to create case configuration with owners: "observability"';
const NO_UPDATE = 'Unauthorized to update case configuration with owners: "observability"';

/** What a user finds in team A, where each of two owners has a configuration, and whether they may change that of the first. */
const TABLE: readonly (readonly [user: string, finds: readonly string[] | string, writes: boolean])[] = [
  ['root', ['observability', 'securitySolution'], true],
  ['all_a', ['observability'], true],
  ['all_star', ['observability'], true],
  ['read_a', ['observability'], false],
  ['read_star', ['observability'], false],
  ['minimal', ['observability'], false],
  ['other_owner', ['securitySolution'], false],
  ['settings_only', NONE_READABLE, true],
  ['delete_only', NONE_READABLE, false],
  ['comment_only', NONE_READABLE, false],
  ['dashboards', NONE_READABLE, false],
];

atMounts('access to configurations of the Kibana dialect (K13.3, K13.4)', () => {
  let host: TestHost;
  let made: KibanaConfiguration;
  before(async () => {
    host = await startGranted();
  });
  after(() => host.stop());
  beforeEach(async () => {
    await configured(as('root'), { owner: 'securitySolution' });
    made = await configured(as('root'), { owner });
  });

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  const patch = (by: KibanaClient, change: object = {}): Promise<Response> =>
    by.send('patch', `${CONFIGURE}/${made.id}`, { version: made.version, ...change });

  for (const [user, finds, writes] of TABLE) {
    it(`lets ${user} find ${typeof finds === 'string' ? 'nothing' : finds.join(' and ')}`, async () => {
      const response = await as(user).send('get', CONFIGURE);
      if (typeof finds === 'string') {
        expectError(response, 403, finds);
        return;
      }
      const owners = async (query = ''): Promise<string[]> =>
        (await configurationsOf(as(user), query)).map((found) => found.owner);
      expect(await owners()).to.deep.equal(finds);
      expect(await owners('?owner=observability')).to.deep.equal(finds.filter((one) => one === owner));
    });

    it(`${writes ? 'lets' : 'does not let'} ${user} configure the cases of an owner`, async () => {
      const changed = await patch(as(user));
      const created = await as(user).send('post', CONFIGURE, aConfiguration({ owner }));
      if (writes) {
        expect([changed.status, created.status]).to.deep.equal([200, 200]);
      } else {
        expectError(changed, 403, NO_UPDATE);
        expectError(created, 403, NO_CREATION);
        expect(await configurationsOf(as('root'), `?owner=${owner}`)).to.deep.equal([made]);
      }
    });
  }

  it('refuses somebody without the right before the version is looked at, but after the types', async () => {
    expectError(await patch(as('read_a'), { version: 'old' }), 403, NO_UPDATE);
    const field = { key: 'a', label: 'A', type: 'text', required: false };
    made = await configured(as('root'), { owner, customFields: [field] });
    expectError(
      await patch(as('read_a'), { customFields: [{ ...field, type: 'toggle' }] }),
      400,
      'Invalid custom field types in request for the following labels: "A"',
    );
  });

  it('needs a login in the space, before anything is decoded', async () => {
    const message = 'Unauthorized to get team-a space';
    for (const response of [
      await as('elsewhere').send('get', `${CONFIGURE}?x=1`),
      await as('elsewhere').send('post', CONFIGURE, {}),
      await as('elsewhere').send('patch', `${CONFIGURE}/none`, {}),
    ]) {
      expectError(response, 403, message);
    }
    const nobody = new KibanaClient(host, { space: 'team-a' });
    expectError(await nobody.send('get', CONFIGURE), 401, 'Unauthorized');
    expectError(await nobody.send('post', CONFIGURE, aConfiguration()), 401, 'Unauthorized');
  });

  it('knows in each space only its own', async () => {
    expect(await configurationsOf(as('root', 'team-b'))).to.deep.equal([]);
    const missing = `Saved object [cases-configure/${made.id}] not found`;
    for (const user of ['root', 'elsewhere', 'dashboards']) {
      expectError(await patch(as(user, 'team-b')), 404, missing);
    }
  });

  it('lets nobody see or make one where the feature of its owner is disabled', async () => {
    const dark = as('root', 'dark');
    expect(await configurationsOf(dark)).to.deep.equal([]);
    expectError(await dark.send('post', CONFIGURE, aConfiguration({ owner })), 403, NO_CREATION);
    const there = await configured(dark, { owner: 'cases' });
    expect(await configurationsOf(dark)).to.deep.equal([there]);
    expectError(await as('all_star', 'dark').send('get', CONFIGURE), 403, NONE_READABLE);
  });

  it('is narrowed by the scopes of a key', async () => {
    const keyed = (id: string, secret: string): KibanaClient =>
      new KibanaClient(host, {
        space: 'team-a',
        headers: { authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      });
    expect(await configurationsOf(keyed('k', 'read'), `?owner=${owner}`)).to.deep.equal([made]);
    expectError(await keyed('n', 'none').send('get', CONFIGURE), 403, 'Missing scope: cases:read');
    expectError(
      await keyed('k', 'read').send('post', CONFIGURE, aConfiguration({ owner })),
      403,
      'Missing scope: cases:write',
    );
    expectError(await patch(keyed('k', 'read')), 403, 'Missing scope: cases:write');
  });
});

atMounts('the audit of configurations (K20)', () => {
  const audited = auditedHost();

  it('has one line for each decision', async () => {
    await audited.start();
    const mira = basic('mira');
    const { id, version } = (await audited.send(mira, 'post', CONFIGURE, aConfiguration()))
      .body as KibanaConfiguration;
    await audited.send(mira, 'patch', `${CONFIGURE}/${id}`, { version });
    await audited.send(mira, 'get', CONFIGURE);
    await audited.send(basic('eve'), 'post', CONFIGURE, aConfiguration());
    await audited.send(basic('eve'), 'get', CONFIGURE);
    const about = `cases-configure [id=${id}] as owner "cases"`;
    const lines = await audited.lines();
    const told = lines.map(({ event, message }) => [event.action, event.type[0], event.outcome, message]);
    const refused = lines[3]?.kibana.saved_object?.id ?? '';
    expect(told).to.deep.equal([
      ['case_configuration_create', 'creation', 'unknown', `User is creating ${about}`],
      ['case_configuration_update', 'change', 'unknown', `User is updating ${about}`],
      ['case_configuration_find', 'access', 'success', `User has accessed ${about}`],
      [
        'case_configuration_create',
        'creation',
        'failure',
        `Failed attempt to create cases-configure [id=${refused}] as owner "cases"`,
      ],
      [
        'case_configuration_find',
        'access',
        'failure',
        'Failed attempt to access a case configurations as any owners',
      ],
    ]);
    expect(lines[0]?.kibana.saved_object).to.deep.equal({ type: 'cases-configure', id });
  });
});
