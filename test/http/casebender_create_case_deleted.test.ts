import { expect } from 'chai';
import type { Principal } from '../../server/access/principal.js';
import { AlertClient, BOSS, headersOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { expectError, KibanaClient } from '../support/kibana.js';
import { alertOf, createCase, deletionOf, someAlerts, told } from '../support/linked_cases.js';

/** May delete cases, and nothing else. */
const ERASER: Principal = { username: 'eve', roles: ['eraser'], scopes: ['cases:write'] };

describe('the deletion of a case that was made of alerts', function () {
  this.timeout(120_000);
  let host: TestHost;
  let boss: AlertClient;
  let kibana: KibanaClient;
  let eraser: KibanaClient;
  before(async () => {
    host = await startAlertHost();
    boss = new AlertClient(host, BOSS);
    kibana = new KibanaClient(host, { headers: headersOf(BOSS) });
    eraser = new KibanaClient(host, { headers: headersOf(ERASER) });
  });
  after(() => host.stop());

  const remove = async (client: KibanaClient, ...ids: readonly string[]): Promise<void> => {
    const answer = await client.send('delete', deletionOf(...ids));
    expect([answer.status, answer.text]).to.deep.equal([204, '']);
  };
  const unlinked = (id: string) => `Unlinked the alert from case '${id}'`;
  const linked = (id: string) => `Linked the alert to case '${id}'`;

  it('unlinks them in the name of whoever deletes it, also of alerts that they may not see', async () => {
    const ids = [...(await someAlerts(boss, 1)), ...(await someAlerts(boss, 1, { tlp: 4, pap: 4 }))];
    const id = await createCase(boss, ids);
    await remove(eraser, id);
    for (const alert of ids) {
      expect(await alertOf(boss, alert)).to.include({ case_id: null, version: 3 });
      expect(await told(boss, alert)).to.deep.equal([unlinked(id), linked(id)]);
      const [last] = await boss.activities(alert);
      expect(last).to.deep.include({
        ...{ action: 'updated', fieldName: 'case_id', username: 'eve' },
        body: `Desvinculó la alerta del caso '${id}'`,
      });
    }
    expect((await kibana.send('get', `/api/cases/${id}`)).status).to.equal(404);
    // They can have a case again.
    const next = await createCase(boss, ids);
    expect((await alertOf(boss, ids[0] ?? '')).case_id).to.equal(next);
  });

  it('also after the case was changed and commented on in the Cases API', async () => {
    const [alert = ''] = await someAlerts(boss, 1);
    const id = await createCase(boss, [alert]);
    await kibana.comment(id, { owner: 'securitySolution' });
    const changed = await kibana.patch(await kibana.get(id), { tags: ['x'], status: 'closed' });
    expect(changed.status).to.equal(200);
    await remove(kibana, id);
    expect(await told(boss, alert)).to.deep.equal([unlinked(id), linked(id)]);
  });

  it('leaves alone those that were deleted since', async () => {
    const [gone = '', there = ''] = await someAlerts(boss, 2);
    const id = await createCase(boss, [gone, there]);
    await boss.send('delete', `/alerts/${gone}`);
    await remove(kibana, id);
    expect(await told(boss, there)).to.deep.equal([unlinked(id), linked(id)]);
    const subject = { space: 'default', kind: 'alert', id: gone };
    const { activities } = await host.activity.find({ subject, order: 'asc' });
    expect(activities.map(({ change }) => change.type)).to.deep.equal(['created', 'field', 'deleted']);
  });

  it('unlinks nothing when it is refused', async () => {
    const [alert = ''] = await someAlerts(boss, 1);
    const id = await createCase(boss, [alert]);
    const writer = new KibanaClient(host, {
      headers: headersOf({ username: 'ana', roles: ['writer'], scopes: ['cases:write'] }),
    });
    expect((await writer.send('delete', deletionOf(id))).status).to.equal(403);
    expectError(
      await kibana.send('delete', deletionOf(id, 'none')),
      404,
      'Saved object [cases/none] not found',
    );
    expect(await told(boss, alert)).to.deep.equal([linked(id)]);
  });

  it('unlinks the alerts of several cases, however many they are', async () => {
    const cases: [string, string[]][] = [];
    for (const count of [60, 60, 3, 0, 100, 1]) {
      const ids = await someAlerts(boss, count);
      const id = count === 0 ? (await kibana.create({ owner: 'securitySolution' })).id : undefined;
      cases.push([id ?? (await createCase(boss, ids)), ids]);
    }
    await remove(kibana, ...cases.map(([id]) => id));
    for (const [id, ids] of cases) {
      expect((await kibana.send('get', `/api/cases/${id}`)).status).to.equal(404);
      for (const alert of ids) {
        expect((await alertOf(boss, alert)).case_id).to.equal(null);
        expect(await told(boss, alert)).to.deep.equal([unlinked(id), linked(id)]);
      }
    }
  });

  it('and the creation of cases at the same time leave no alert with a case that is not there', async () => {
    const ids = await someAlerts(boss, 4);
    for (let round = 0; round < 5; round += 1) {
      const old = await createCase(boss, ids);
      const create = async (): Promise<void> => {
        const body = { title: 'T', severity: 1, alert_ids: ids };
        while ((await boss.send('post', '/alerts/create-case', { body })).status === 409);
      };
      const changes = ids.map((id) => boss.patch(id, { title: `U${String(round)}` }));
      await Promise.all([remove(kibana, old), create(), ...changes]);
      const [next, ...others] = new Set(
        (await Promise.all(ids.map((id) => alertOf(boss, id)))).map(({ case_id: id }) => id),
      );
      expect(others).to.deep.equal([]);
      expect(next).to.not.equal(old);
      await remove(kibana, (await kibana.get(next ?? '')).id);
    }
  });

  it('does not care about a field of the same name that a host has recorded', async () => {
    const [alert = ''] = await someAlerts(boss, 1);
    const id = await createCase(boss, [alert]);
    const ids = [alert, 'none', 7, alert, null, ...Array.from({ length: 2000 }, (_, i) => String(i))];
    const subject = { space: 'default', kind: 'case', id: 'of-the-host' };
    await host.activity.record({
      ...{ subject, owner: 'securitySolution', actor: { kind: 'system' } },
      after: { title: 'T', alert_ids: ids },
    });
    await remove(kibana, 'of-the-host');
    expect(await told(boss, alert)).to.deep.equal([linked(id)]);
  });
});
