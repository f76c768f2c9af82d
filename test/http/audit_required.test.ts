import { symlinkSync } from 'node:fs';
import { expect } from 'chai';
import request from 'supertest';
import { isActivityError } from '../../server/domain/errors.js';
import { keptLog } from '../support/audit.js';
import { atMounts } from '../support/mounts.js';
import { aNewCase } from '../support/kibana.js';
import { auditedHost, basic } from '../support/audited_host.js';

atMounts('an audit log that cannot be written', () => {
  const audited = auditedHost();

  it('that is required and cannot be written refuses every decision, and nothing is changed', async () => {
    symlinkSync('/dev/full', audited.file);
    const logger = keptLog();
    await audited.start({ required: true }, { logger });
    const stored = { space: 'default', kind: 'incident', id: 'i-1' };
    // Nothing is known to be wrong yet.
    await audited.host?.activity.record({
      ...{ subject: stored, owner: 'cases', actor: { kind: 'system' } },
      after: { title: 'Merger with Initech' },
    });
    const refused = [
      await audited.send(basic('mira'), 'get', '/v1/alerts/i-1/activities'),
      await audited.send(basic('mira'), 'get', '/api/cases/i-1/user_actions'),
      await audited.send(basic('mira'), 'post', '/v1/alerts', { id: 'a-1', title: 'T', severity: 'low' }),
      await audited.send(basic('mira'), 'post', '/api/cases', aNewCase()),
      await audited.send(basic('mira', 'wrong'), 'get', '/v1/alerts/a-1'),
      await audited.send(basic('mira', 'wrong'), 'get', '/api/cases/a-1/user_actions'),
    ];
    for (const { status, headers, text } of refused) {
      expect(status, text).to.equal(503);
      expect(headers).to.include({ 'retry-after': '5' });
      expect(text).to.not.match(/audit|ENOSPC|Initech/i);
    }
    await request(audited.host?.url ?? '')
      .get('/api/activity/readyz')
      .expect(503);
    await request(audited.host?.url ?? '')
      .get('/api/activity/healthz')
      .expect(200);
    const subject = { space: 'default', kind: 'alert', id: 'a-1' };
    expect((await audited.host?.activity.find({ subject }))?.total).to.equal(0);
    const recorded = await audited.host?.activity
      .record({ subject, owner: 'cases', actor: { kind: 'system' }, after: {} })
      .catch((error: unknown) => isActivityError(error) && error.code);
    expect(recorded).to.equal('AUDIT_UNAVAILABLE');
    expect(logger.lines.filter((line) => line.startsWith('error The audit log fails'))).to.have.lengthOf(1);
  });

  it('that is not required keeps nobody from working, and shows what it could not write', async () => {
    symlinkSync('/dev/full', audited.file);
    await audited.start();
    const created = await audited.send(basic('mira'), 'post', '/v1/alerts', { title: 'T', severity: 'low' });
    expect(created.status).to.equal(201);
    const api = request(audited.host?.url ?? '');
    const ready = (await api.get('/api/activity/readyz').expect(200)).body as { audit: object };
    expect(ready.audit).to.deep.equal({ lost: 0, waiting: 2 });
    const figures = await api.get('/api/activity/metrics');
    expect(figures.text).to.match(/^case_activity_waiting_audit_lines 2$/m);
    const subject = { space: 'default', kind: 'incident', id: 'i-1' };
    await audited.host?.activity.record({
      subject,
      owner: 'cases',
      actor: { kind: 'system' },
      after: { title: 'T' },
    });
    expect((await audited.host?.activity.find({ subject }))?.total).to.equal(1);
  });

  it('cannot be required without a file', async () => {
    for (const audit of [{ enabled: false }, { file: null }]) {
      const fault = await audited.start({ required: true, ...audit }).catch((error: unknown) => error);
      expect(isActivityError(fault, 'CONFIGURATION_INVALID') && fault.message).to.match(
        /^audit\.required: needs/,
      );
    }
  });
});
