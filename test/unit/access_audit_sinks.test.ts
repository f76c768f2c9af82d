import { expect } from 'chai';
import { AuditLog, loggerAuditSink } from '../../server/access/audit/audit_log.js';
import { refused } from '../../server/access/sign_in.js';
import { anAccess } from '../support/access.js';
import { keptLog } from '../support/audit.js';

const ERROR = { code: 'FORBIDDEN', message: 'No.' };
const clock = () => new Date('2025-03-04T08:15:30.120Z');

describe('the destination of audit records', () => {
  it('is the logger of the host without a file', async () => {
    const told = keptLog();
    const log = new AuditLog(loggerAuditSink(told), clock);
    log.access(anAccess({}), ['getCase'], [{ id: '1', owner: 'cases' }]);
    expect(log.waiting).to.equal(0);
    await log.close();
    expect(told.lines).to.deep.equal(['info User has accessed cases [id=1] as owner "cases"']);
  });

  it('is nowhere when the audit log is off', async () => {
    const log = new AuditLog(undefined, clock);
    const access = anAccess({});
    log.access(access, ['getCase'], [{ id: '1', owner: 'cases' }]);
    log.refusedSpace(access, 'team-b', ERROR);
    log.refusedScope(access, 'team-a', { scope: 'alerts:read', error: ERROR });
    log.refusedSignIn(access.origin, refused('no_credentials'));
    await log.recorded(access);
    await log.recorded('host');
    await log.committed(access, [
      { type: 'erase', expected: 1, subject: { space: 'a', kind: 'case', id: 'X' } },
    ]);
    expect(log.waiting).to.equal(0);
    await log.close();
  });

  it('that fails is told to whoever waits for what it should keep, and to nobody else', async () => {
    const cause = new Error('disk full');
    const sink = { ...loggerAuditSink(keptLog()), write: () => Promise.reject(cause), failure: () => cause };
    const log = new AuditLog(sink, clock);
    const access = anAccess({});
    const unheard: unknown[] = [];
    const hear = (reason: unknown): unknown => unheard.push(reason);
    // Outside of a test such a rejection ends the process.
    process.on('unhandledRejection', hear);
    log.access(access, ['getCase'], [{ id: '1', owner: 'cases' }]);
    await new Promise(setImmediate);
    process.off('unhandledRejection', hear);
    expect(unheard).to.deep.equal([]);
    for (const writer of [access, access.origin, 'host'] as const) {
      const error: unknown = await log.recorded(writer).catch((reason: unknown) => reason);
      expect(error).to.include({ code: 'AUDIT_UNAVAILABLE', cause });
    }
    await log.recorded(anAccess({}));
    await log.committed(access, [
      { type: 'erase', expected: 1, subject: { space: 'a', kind: 'case', id: 'X' } },
    ]);
  });
});
