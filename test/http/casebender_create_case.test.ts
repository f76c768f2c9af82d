import { expect } from 'chai';
import { AlertClient } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { accepted, KibanaClient, NO_CONNECTOR } from '../support/kibana.js';
import { alertOf, createCase, someAlerts, told } from '../support/linked_cases.js';
import { atMounts } from '../support/mounts.js';

const NOBODY = { username: null, email: null, full_name: null };

atMounts('a case from alerts (C9.6)', () => {
  const now = new Date('2026-03-01T10:00:00.000Z');
  let host: TestHost;
  let alerts: AlertClient;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost({ clock: () => now });
    alerts = new AlertClient(host);
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  it('is a case of the Cases API, with the defaults of both', async () => {
    const id = await createCase(alerts, await someAlerts(alerts, 1));
    const attributes = {
      ...{ title: 'Phishing wave', description: '', tags: [], category: null, status: 'open' },
      ...{ severity: 'high', assignees: [], settings: { syncAlerts: false }, connector: NO_CONNECTOR },
      customFields: [],
    };
    const found = await kibana.get(id);
    expect(found).to.deep.equal({
      ...{ id, version: found.version, owner: 'securitySolution', ...attributes, observables: [] },
      ...{ external_service: null, duration: null, created_at: now.toISOString(), created_by: NOBODY },
      ...{ updated_at: null, updated_by: null, closed_at: null, closed_by: null },
      ...{ comments: [], totalComment: 0, totalAlerts: 0 },
    });
    const actions = await kibana.actions(id);
    expect(actions.map(({ type, action, payload }) => [type, action, payload])).to.deep.equal([
      ['create_case', 'create', { ...attributes, owner: 'securitySolution' }],
    ]);
  });

  it('has what was sent, in the words of the Cases API', async () => {
    const ids = await someAlerts(alerts, 2, { owner: 'observability' });
    const id = await createCase(alerts, ids, {
      ...{ title: '  Wave of März ', description: ' Two users\nclicked ', status: 'in_progress' },
      ...{ severity: 4, tags: [' mail', 'mail', 'VIP'] },
    });
    const attributes = { status: 'in-progress', severity: 'critical', tags: ['mail', 'VIP'] };
    expect(await kibana.get(id)).to.deep.include({
      ...{ ...attributes, owner: 'observability' },
      ...{ title: 'Wave of März', description: 'Two users\nclicked', closed_at: null },
    });
    const [created] = await kibana.actions(id);
    // Told as it was sent (K4).
    expect(created?.payload).to.deep.include({ ...attributes, description: ' Two users\nclicked ' });
  });

  it('can be closed from the start', async () => {
    const id = await createCase(alerts, await someAlerts(alerts, 1), { status: 'closed' });
    expect(await kibana.get(id)).to.deep.include({
      ...{ status: 'closed', closed_at: now.toISOString(), closed_by: NOBODY, duration: 0 },
      updated_at: null,
    });
  });

  it('tells what the Cases API has no words for in its creation alone, and goes on as any case', async () => {
    const ids = await someAlerts(alerts, 2);
    const id = await createCase(alerts, ids, {
      ...{ tlp: 3, pap: 1, assigned_to: 'ana@example.com' },
      custom_fields: { cost: 12.5, gone: null, hosts: ['a', 'b'] },
    });
    const found = await kibana.get(id);
    expect(found).to.deep.include({ assignees: [], customFields: [] });
    const plain = await kibana.get(await createCase(alerts, await someAlerts(alerts, 1)));
    expect(Object.keys(found)).to.deep.equal(Object.keys(plain));
    const [created] = await kibana.actions(id);
    expect((created?.payload as { customFields: unknown }).customFields).to.deep.equal([
      { key: 'tlp', type: 'number', value: 3 },
      { key: 'pap', type: 'number', value: 1 },
      { key: 'assigned_to', type: 'text', value: 'ana@example.com' },
      { key: 'custom_fields', type: 'text', value: '{"cost":12.5,"hosts":["a","b"]}' },
    ]);

    const [changed] = accepted(await kibana.patch(found, { title: 'Wave', status: 'closed' })) as object[];
    expect(Object.keys(changed ?? {})).to.deep.equal(Object.keys(found));
    await kibana.comment(id, { owner: 'securitySolution' });
    expect(await kibana.get(id)).to.deep.include({ title: 'Wave', totalComment: 1, customFields: [] });
    expect((await kibana.actions(id)).map(({ type }) => type)).to.deep.equal([
      ...['create_case', 'title', 'status', 'comment'],
    ]);
  });

  it('links each of its alerts once, with an entry and a version', async () => {
    const [one = '', two = ''] = await someAlerts(alerts, 2);
    await alerts.patch(two, { severity: 1 });
    const id = await createCase(alerts, [one, two, one]);
    expect(await alertOf(alerts, one)).to.include({ case_id: id, version: 2, status: 'open' });
    expect(await alertOf(alerts, two)).to.include({ case_id: id, version: 3, severity: 'low' });
    const [linked] = await alerts.activities(one);
    expect(linked).to.deep.include({
      ...{ action: 'updated', fieldName: 'case_id', username: 'anónimo' },
      body: `Vinculó la alerta al caso '${id}'`,
    });
    expect(await told(alerts, two)).to.deep.equal([
      `Linked the alert to case '${id}'`,
      "Changed severity from 'high' to 'low'",
    ]);
  });

  it('can be made of 100 alerts, however often each is named', async () => {
    const ids = await someAlerts(alerts, 100);
    const id = await createCase(alerts, [...ids, ...ids]);
    for (const alert of ids) expect(await told(alerts, alert)).to.have.length(1);
    expect((await kibana.get(id)).id).to.equal(id);
  });
});
