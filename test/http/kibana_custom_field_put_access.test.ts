import { expect } from 'chai';
import type { Response } from 'supertest';
import type { KibanaCase } from '../../common/kibana.js';
import type { TestHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { aFilledCase, fieldPath, putField, startWithFields } from '../support/kibana_custom_field_put.js';
import { atMounts } from '../support/mounts.js';

atMounts('access to PUT of one custom field (K17.4)', () => {
  let host: TestHost;
  let root: KibanaClient;
  let found: KibanaCase;
  before(async () => {
    host = await startWithFields();
    root = as('root');
  });
  beforeEach(async () => {
    found = await aFilledCase(root);
  });
  after(() => host.stop());

  function as(username: string, space = 'team-a'): KibanaClient {
    return new KibanaClient(host, { username, space });
  }

  const pathOf = (key: string, id = found.id): string => fieldPath(id, key);
  const put = (key: string, value: unknown, by = root): Promise<Response> => putField(by, found, key, value);

  it('looks for the case, its version, the right, and then at the field', async () => {
    const reader = as('read_a');
    const stale = { value: null, caseVersion: 'old' };
    const missing = 'Saved object [cases/none] not found';
    expectError(await reader.send('put', pathOf('none', 'none'), stale), 404, missing);
    expectError(
      await reader.send('put', pathOf('none'), stale),
      409,
      `This case ${found.id} has been updated. Please refresh before saving additional updates.`,
    );
    const refused = 'Unauthorized to update case with owners: "observability"';
    expectError(await put('none', null, reader), 403, refused);
    expectError(await put('none', null, as('minimal')), 400, 'cannot find custom field');
  });

  it('is for those who may update cases of the owner', async () => {
    for (const user of ['all_a', 'all_star', 'minimal']) {
      expect((await put('free', `by ${user}`, as(user))).status).to.equal(200);
      found = await root.get(found.id);
    }
    for (const user of [
      'read_star',
      'other_owner',
      'settings_only',
      'assign_only',
      'dashboards',
      'elsewhere',
    ]) {
      expect((await put('free', 'x', as(user))).status, user).to.equal(403);
    }
    const missing = `Saved object [cases/${found.id}] not found`;
    expectError(await put('free', 'x', as('root', 'team-b')), 404, missing);
    expectError(await put('free', 'x', new KibanaClient(host, { space: 'team-a' })), 401, 'Unauthorized');
    expect(await root.get(found.id)).to.deep.equal(found);
  });

  it('needs the header against forgeries', async () => {
    const response = await fetch(`${host.url}/s/team-a${pathOf('free')}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Basic ${btoa('root:root')}` },
      body: JSON.stringify({ value: 'x', caseVersion: found.version }),
    });
    expect(response.status).to.equal(400);
    expect(await response.json()).to.have.property('message', 'Request must contain a kbn-xsrf header.');
    expect(await root.get(found.id)).to.deep.equal(found);
  });
});
