import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { expectError, KibanaClient } from '../support/kibana.js';

atMounts('GET /api/cases/{case_id}/user_actions (K3.1, K3.2, K7)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  const logged: string[] = [];
  before(async () => {
    host = await startHost({
      config: { security: { enabled: false }, kibana: { version: '8.19.3' } },
      logger: {
        error: () => undefined,
        info: () => undefined,
        warn: (_details, message) => logged.push(message),
      },
    });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const list = (id: string) => kibana.send('get', `/api/cases/${encodeURIComponent(id)}/user_actions`);

  it('answers an empty list for a case that does not exist, whatever its id', async () => {
    for (const id of ['none', '__proto__', 'ü'.repeat(300), 'a b/c?', 'a\0b', '💥', "'; drop"]) {
      const response = await list(id);
      expect([response.status, response.text]).to.deep.equal([200, '[]']);
      expect(response.headers['content-type']).to.equal('application/json; charset=utf-8');
    }
  });

  it('warns of its deprecation, in the answer and in the log', async () => {
    const response = await list('none');
    expect(response.headers['warning']).to.equal('299 Kibana-8.19.3 "Deprecated endpoint"');
    expect(logged.at(-1)).to.contain('GET /api/cases/{case_id}/user_actions');
  });

  it('answers the history of a record that the host keeps itself', async () => {
    const subject = { space: 'default', kind: 'incident', id: 'INC 1/ü' };
    const actor = { kind: 'user', username: 'mira', fullName: 'Mira' } as const;
    const [before, after] = [
      { state: 'New', tags: ['a'] },
      { state: 'Closed', tags: ['b'], impact: 2 },
    ];
    await host.activity.record({ subject, owner: 'cases', actor, after: before });
    await host.activity.record({ subject, owner: 'cases', actor, before, after });
    const actions = await kibana.actions(encodeURIComponent(subject.id));
    expect(actions.map(({ type, action }) => `${type}/${action}`)).to.deep.equal([
      'create_case/create',
      'customFields/update',
      'tags/delete',
      'tags/add',
      'customFields/update',
    ]);
    expect(new Set(actions.map(({ case_id: id }) => id))).to.deep.equal(new Set([subject.id]));
    expect(actions[0]?.created_by).to.deep.equal({ username: 'mira', email: null, full_name: 'Mira' });
    expectError(
      await kibana.send('get', `/api/cases/${encodeURIComponent(subject.id)}`),
      404,
      `Saved object [cases/${subject.id}] not found`,
    );
  });

  it('prefers a case to a record of the host with the same id', async () => {
    const { id } = await kibana.create();
    const subject = { space: 'default', kind: 'incident', id };
    await host.activity.record({ subject, owner: 'cases', actor: { kind: 'system' }, after: { title: 'X' } });
    expect((await kibana.actions(id))[0]?.created_by.username).to.equal(null);
  });
});
