import { expect } from 'chai';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { aNewCase, expectError, KibanaClient } from '../support/kibana.js';

atMounts('a basic licence (K15.2, K15.3)', () => {
  it('does not let assign users', async () => {
    const host = await startHost({
      config: { kibana: { license: 'basic' }, security: { enabled: false } },
    });
    try {
      const kibana = new KibanaClient(host);
      const sentence =
        'In order to assign users to cases, you must be subscribed to an Elastic Platinum license';
      const assignees = [{ uid: 'u' }];
      expectError(await kibana.send('post', '/api/cases', aNewCase({ assignees })), 403, sentence);
      const created = await kibana.create({ assignees: [] });
      expectError(await kibana.patch(created, { assignees }), 403, `${sentence}, ids: [${created.id}]`);
      expect((await kibana.patch(created, { title: 'x', assignees: [] })).status).to.equal(200);
    } finally {
      await host.stop();
    }
  });
});
