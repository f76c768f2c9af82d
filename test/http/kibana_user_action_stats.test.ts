import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { atMounts } from '../support/mounts.js';

atMounts('GET /internal/cases/{case_id}/user_actions/_stats (K9)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost({ config: { security: { enabled: false } } });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const stats = (id: string) => kibana.send('get', `/internal/cases/${id}/user_actions/_stats?any=1`);

  it('counts all activities, comments of users, and what was deleted', async () => {
    const { id } = await kibana.create({ tags: ['a'], category: 'c' });
    const { body, headers } = await stats(id);
    expect(body).to.deep.equal({
      ...{ total: 1, total_deletions: 0, total_comments: 0, total_comment_deletions: 0 },
      ...{ total_other_actions: 1, total_other_action_deletions: 0 },
    });
    expect(headers).to.not.have.any.keys('elastic-api-version', 'warning');
    await kibana.comment(id);
    const { version } = await kibana.comment(id);
    expect((await kibana.patch({ id, version }, { tags: ['b'], category: null })).status).to.equal(200);
    expect((await stats(id)).body).to.deep.equal({
      ...{ total: 6, total_deletions: 2, total_comments: 2, total_comment_deletions: 0 },
      ...{ total_other_actions: 4, total_other_action_deletions: 2 },
    });
    expect(await kibana.actions(id)).to.have.length(6);
  });

  it('knows no case that is not there', async () => {
    expectError(await stats('none'), 404, 'Saved object [cases/none] not found');
  });
});
