import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import request from 'supertest';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

interface AuditLine {
  readonly message: string;
  readonly event: { readonly action: string; readonly outcome: string };
  readonly user: { readonly name?: string };
  readonly kibana: { readonly space_id: string };
}

atMounts('the audit log (K20)', () => {
  it('has one line for every access decision and every stored activity', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'case-activity-audit-'));
    const file = join(folder, 'logs', 'audit.log');
    const host = await startHost({
      config: {
        audit: { enabled: true, file },
        security: {
          roles: [
            { name: 'all', kibana: [{ base: ['all'], feature: {}, spaces: ['*'] }] },
            { name: 'other', kibana: [{ base: [], feature: { generalCases: ['read'] }, spaces: ['*'] }] },
          ],
        },
      },
      authenticate: ({ headers }) => ({
        username: String(headers['x-user']),
        roles: [headers['x-user'] === 'mira' ? 'all' : 'other'],
      }),
    });
    try {
      const alert = { id: 'a-1', title: 'Disk full', severity: 'high' };
      const api = request(host.url);
      await api.post('/v1/alerts').set('x-user', 'mira').send(alert).expect(201);
      await api.get('/v1/alerts/a-1/activities').set('x-user', 'mira').expect(200);
      await api.get('/v1/alerts/a-1/activities').set('x-user', 'eve').expect(403);
      await api.get('/s/nowhere/api/cases/x/user_actions').set('x-user', 'eve').expect(404);
    } finally {
      await host.stop();
    }
    const text = await readFile(file, 'utf8');
    await rm(folder, { recursive: true, force: true });
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditLine);
    expect(lines.map(({ event, user }) => [event.action, event.outcome, user.name])).to.deep.equal([
      ['alert_create', 'unknown', 'mira'],
      ['alert_user_action_create_alert', 'success', 'mira'],
      ['alert_activities_find', 'success', 'mira'],
      ['alert_activities_find', 'failure', 'eve'],
      ['space_get', 'failure', 'eve'],
    ]);
    expect(lines[1]?.message).to.match(/ - user action id: [0-9a-f-]{36}$/);
    expect(lines.every(({ kibana }) => kibana.space_id.length > 0)).to.equal(true);
  });
});
