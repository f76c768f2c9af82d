import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { owner, startGranted } from '../support/kibana_grants.js';

const JIRA = { id: 'c-jira-1', name: 'Team Jira', type: '.jira', fields: null };

describe('GET /internal/cases/{case_id}/_connectors (K11)', () => {
  let host: TestHost;
  before(async () => {
    host = await startGranted();
  });
  after(() => host.stop());

  const as = (username: string) => new KibanaClient(host, { username, space: 'team-a' });
  const send = (id: string, username = 'read_a') =>
    as(username).send('get', `/internal/cases/${id}/_connectors`);

  it('answers what the case was given, and nothing for a case that is not there', async () => {
    const { id, version } = await as('root').create({ owner, connector: JIRA });
    const changed = await as('root').patch({ id, version }, { connector: { ...JIRA, id: 'c-2' } });
    expect(changed.status).to.equal(200);
    const push = { needsToBePushed: true, hasBeenPushed: false };
    const { status, body } = await send(id);
    expect([status, body]).to.deep.equal([
      200,
      { 'c-jira-1': { ...JIRA, push }, 'c-2': { ...JIRA, id: 'c-2', push } },
    ]);
    const { id: none } = await as('root').create({ owner });
    expect((await send(none)).body).to.deep.equal({});
    expect((await send('none')).body).to.deep.equal({});
  });

  it('is refused to whoever may not read the activity', async () => {
    const { id } = await as('root').create({ owner });
    const refused = 'Unauthorized to access user actions with owners: "observability"';
    for (const user of ['other_owner', 'delete_only', 'dashboards']) {
      expectError(await send(id, user), 403, refused);
    }
    expectError(await send(id, 'elsewhere'), 403, 'Unauthorized to get team-a space');
  });
});
