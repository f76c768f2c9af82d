import { expect } from 'chai';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { owner, startGranted } from '../support/kibana_grants.js';

describe('access to the pages and counts of user actions (K8, K9, K13)', () => {
  let host: TestHost;
  let found: KibanaCase;
  before(async () => {
    host = await startGranted();
    found = await as('root').create({ owner });
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  const ofAny = 'Unauthorized to access user actions of any owner';
  const ofOwner = 'Unauthorized to access case with owners: "observability"';
  const noLogin = 'Unauthorized to get team-a space';
  const table: readonly (readonly [user: string, find: string | 200, stats: string | 200])[] = [
    ...(['root', 'all_a', 'all_star', 'read_a', 'read_star', 'minimal'] as const).map(
      (user) => [user, 200, 200] as const,
    ),
    ['other_owner', ofOwner, ofOwner],
    ...(['delete_only', 'comment_only', 'reopen_only', 'assign_only', 'dashboards'] as const).map(
      (user) => [user, ofAny, ofOwner] as const,
    ),
    ['elsewhere', noLogin, noLogin],
  ];

  for (const [user, find, stats] of table) {
    it(`is decided for ${user}`, async () => {
      for (const [path, expected] of [
        [`/api/cases/${found.id}/user_actions/_find`, find],
        [`/internal/cases/${found.id}/user_actions/_stats`, stats],
      ] as const) {
        const answer = await as(user).send('get', path);
        if (expected === 200) expect([answer.status, answer.body.total]).to.deep.equal([200, 1]);
        else expectError(answer, 403, expected);
      }
    });
  }

  it('is none from another space, and to nobody where the feature is disabled', async () => {
    const missing = `Saved object [cases/${found.id}] not found`;
    for (const path of ['api/cases/ID/user_actions/_find', 'internal/cases/ID/user_actions/_stats']) {
      const at = `/${path.replace('ID', found.id)}`;
      expectError(await as('root', 'team-b').send('get', at), 404, missing);
      expectError(await as('elsewhere', 'team-b').send('get', at), 404, missing);
    }
    const dark = await as('all_star', 'dark').send('get', `/api/cases/${found.id}/user_actions/_find`);
    expectError(dark, 403, ofAny);
  });

  it('is asked for in the order of the checks: login, the query, the case, its owner', async () => {
    const find = '/user_actions/_find?types=x';
    expectError(await as('elsewhere').send('get', `/api/cases/none${find}`), 403, noLogin);
    const invalid = 'Invalid value "x" supplied to "types"';
    expectError(await as('dashboards').send('get', `/api/cases/none${find}`), 400, invalid);
    expectError(await as('dashboards').send('get', '/api/cases/none/user_actions/_find'), 403, ofAny);
    const missing = 'Saved object [cases/none] not found';
    expectError(await as('other_owner').send('get', '/api/cases/none/user_actions/_find'), 404, missing);
  });
});
