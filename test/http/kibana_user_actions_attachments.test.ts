import { expect } from 'chai';
import type { KibanaUserActionPageWithAttachments } from '../../common/kibana_activity.js';
import type { TestHost } from '../support/host.js';
import { accepted, aComment, expectError, KibanaClient } from '../support/kibana.js';
import { anAlertComment, attach } from '../support/kibana_attachments.js';
import { owner, startGranted } from '../support/kibana_grants.js';

describe('pages of user actions with what they are about (K8, R3)', () => {
  let host: TestHost;
  let root: KibanaClient;
  before(async () => {
    host = await startGranted();
    root = as('root');
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  async function page(id: string, query = ''): Promise<KibanaUserActionPageWithAttachments> {
    const path = `/internal/cases/${id}/user_actions/_find${query}`;
    return accepted(await root.send('get', path)) as KibanaUserActionPageWithAttachments;
  }

  it('are the public page and the attachments as they are now, as the page names them', async () => {
    const { id } = await root.create({ owner });
    const [first, second, gone] = await attach(root, id, [
      aComment({ owner }),
      anAlertComment('a-1', { owner }),
      aComment({ owner }),
    ]);
    const edit = { ...aComment({ owner, comment: 'newer' }), id: first?.id, version: first?.version };
    accepted(await root.send('patch', `/api/cases/${id}/comments`, edit));
    await root.send('delete', `/api/cases/${id}/comments/${gone?.id ?? ''}`);
    const [now] = (await root.get(id)).comments;
    const { latestAttachments, ...rest } = await page(id);
    expect(rest).to.deep.equal((await root.send('get', `/api/cases/${id}/user_actions/_find`)).body);
    expect(latestAttachments).to.deep.equal([now, second]);
    expect((await page(id, '?sortOrder=desc')).latestAttachments).to.deep.equal([now, second]);
    expect((await page(id, '?types=alert')).latestAttachments).to.deep.equal([second]);
    expect((await page(id, '?sortOrder=desc&perPage=2')).latestAttachments).to.deep.equal([now]);
    expect((await page(id, '?types=create_case')).latestAttachments).to.deep.equal([]);
    expect((await page(id, '?perPage=0')).latestAttachments).to.deep.equal([]);
  });

  it('are refused as the public page is', async () => {
    const { id } = await root.create({ owner });
    const find = (user: string, path: string, space = 'team-a') =>
      as(user, space).send('get', `/internal/cases/${path}`);
    const invalid = 'Invalid value "x" supplied to "types"';
    expectError(await find('dashboards', 'none/user_actions/_find?types=x'), 400, invalid);
    const ofAny = 'Unauthorized to access user actions of any owner';
    expectError(await find('dashboards', `${id}/user_actions/_find`), 403, ofAny);
    const missing = 'Saved object [cases/none] not found';
    expectError(await find('read_a', 'none/user_actions/_find'), 404, missing);
    const ofOwner = 'Unauthorized to access case with owners: "observability"';
    expectError(await find('other_owner', `${id}/user_actions/_find`), 403, ofOwner);
    const elsewhere = `Saved object [cases/${id}] not found`;
    expectError(await find('all_star', `${id}/user_actions/_find`, 'team-b'), 404, elsewhere);
  });
});
