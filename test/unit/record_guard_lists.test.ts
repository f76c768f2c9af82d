import { expect } from 'chai';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import { Gate } from '../../server/access/gate.js';
import type { RecordHead } from '../../server/domain/record.js';
import { RecordGuard } from '../../server/services/record_guard.js';
import { aCreation, aSubject } from '../support/records.js';
import { anAccess, KeptAudit } from '../support/access.js';

describe('the guard of what a list has found', () => {
  const kept = new KeptAudit();
  const audit = new AuditLog(kept, () => new Date(0));
  const gate = new Gate({ owners: [], roles: [], spaces: { get: () => Promise.resolve(undefined) }, audit });
  const guard = new RecordGuard(gate);

  function headOf(id: string, over: Partial<RecordHead> = {}): RecordHead {
    const subject = aSubject({ kind: 'alert', id });
    return { ...aCreation(subject, { owner: 'cases', state: { tlp: 2, pap: 2 } }).head, ...over };
  }

  it('leaves out what has become hidden or is deleted meanwhile, and audits what is shown', () => {
    const heads = [
      headOf('shown'),
      headOf('deleted', { deleted: true }),
      headOf('tlp', { state: { tlp: 3, pap: 0 } }),
      headOf('pap', { state: { tlp: 0, pap: 3 } }),
      headOf('other', { owner: 'observability' }),
      headOf('low', { state: { tlp: 0, pap: 0 } }),
    ];
    const access = anAccess({ cases: ['read'], observability: ['delete'] });
    const admitted = guard.admitSome(access, 'findAlerts', heads);
    expect(admitted.map(({ subject }) => subject.id)).to.deep.equal(['shown', 'low']);
    expect(kept.events.map(({ message }) => message)).to.deep.equal([
      'User has accessed alerts [id=shown] as owner "cases"',
      'User has accessed alerts [id=low] as owner "cases"',
    ]);
  });
});
