import { expect } from 'chai';
import request from 'supertest';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { aComment, aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { owner, startGranted } from '../support/kibana_grants.js';

atMounts('access to cases of the Kibana dialect (K13.1, K13.5)', () => {
  let host: TestHost;
  let root: KibanaClient;
  let found: KibanaCase;
  before(async () => {
    host = await startGranted();
    root = as('root');
    found = await root.create({ owner });
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  const noActions = 'Unauthorized to access user actions with owners: "observability"';
  const noCase = 'Unauthorized to access case with owners: "observability"';
  const noLogin = 'Unauthorized to get team-a space';

  const table: readonly (readonly [user: string, list: string | number, writes: number])[] = [
    ['root', 1, 200],
    ['all_a', 1, 200],
    ['all_star', 1, 200],
    ['read_a', 1, 403],
    ['read_star', 1, 403],
    ['other_owner', noActions, 403],
    ['delete_only', noActions, 403],
    ['dashboards', noActions, 403],
    ['elsewhere', noLogin, 403],
  ];
  for (const [user, list, writes] of table) {
    it(`lets ${user} ${typeof list === 'number' ? 'read' : 'not read'} and answers ${String(writes)} to writes`, async () => {
      found = await root.create({ owner });
      const actions = await as(user).send('get', `/api/cases/${found.id}/user_actions`);
      const whole = await as(user).send('get', `/api/cases/${found.id}`);
      if (typeof list === 'string') {
        expectError(actions, 403, list);
        expectError(whole, 403, list === noLogin ? noLogin : noCase);
        expect(actions.headers).to.not.have.property('warning');
      } else {
        expect(actions.body).to.have.length(list);
        expect(whole.status).to.equal(200);
      }
      const patch = await as(user).patch(found, { title: 'New' });
      const post = await as(user).send('post', `/api/cases/${found.id}/comments`, aComment({ owner }));
      const create = await as(user).send('post', '/api/cases', aNewCase({ owner }));
      expect([patch.status, post.status, create.status]).to.deep.equal([writes, writes, writes]);
      if (writes === 403 && list !== noLogin) {
        const refused = (what: string): string => `Unauthorized to ${what} with owners: "observability"`;
        expectError(patch, 403, refused('update case'));
        expectError(post, 403, refused('create comments'));
        expectError(create, 403, refused('create case'));
        expect(await root.actions(found.id)).to.have.length(1);
      }
    });
  }

  it('shows nothing of a case through another space', async () => {
    for (const user of ['root', 'read_star', 'other_owner', 'dashboards', 'elsewhere']) {
      const other = as(user, 'team-b');
      expect((await other.send('get', `/api/cases/${found.id}/user_actions`)).body).to.deep.equal([]);
      const missing = `Saved object [cases/${found.id}] not found`;
      expectError(await other.send('get', `/api/cases/${found.id}`), 404, missing);
    }
    const readA = await as('read_a', 'team-b').send('get', `/api/cases/${found.id}/user_actions`);
    expectError(readA, 403, 'Unauthorized to get team-b space');
    const both = new KibanaClient(host, { username: 'root' });
    expect((await both.send('get', `/api/cases/${found.id}/user_actions`)).body).to.deep.equal([]);
  });

  it('treats a path without space as the default space', async () => {
    const plain = new KibanaClient(host, { username: 'root' });
    const created = await plain.create();
    expect(await as('root', 'default').get(created.id)).to.deep.equal(created);
  });

  it('tells that a space does not exist only to those with a grant on all spaces', async () => {
    const path = `/api/cases/${found.id}/user_actions`;
    for (const user of ['root', 'read_star']) {
      expectError(await as(user, 'ghost').send('get', path), 404, 'Saved object [space/ghost] not found');
    }
    expectError(await as('all_a', 'ghost').send('get', path), 403, 'Unauthorized to get ghost space');
  });

  it('keeps owners out whose feature the space has switched off, superusers included', async () => {
    const response = await as('root', 'dark').send('post', '/api/cases', aNewCase({ owner }));
    expectError(response, 403, 'Unauthorized to create case with owners: "observability"');
    expect((await as('root', 'dark').send('post', '/api/cases', aNewCase())).status).to.equal(200);
  });

  it('is narrowed by the scopes of an API key', async () => {
    const path = `/s/team-a/api/cases/${found.id}`;
    const key = (id: string, secret: string): string =>
      `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    await request(host.url).get(path).set('authorization', key('k', 'read')).expect(200);
    const created = await request(host.url)
      .post('/s/team-a/api/cases')
      .set({ authorization: key('k', 'read'), 'kbn-xsrf': '1' })
      .send(aNewCase());
    expectError(created, 403, 'Missing scope: cases:write');
    const nothing = await request(host.url).get(path).set('authorization', key('n', 'none'));
    expectError(nothing, 403, 'Missing scope: cases:read');
  });
});
