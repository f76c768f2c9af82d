import { expect } from 'chai';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import { Gate } from '../../server/access/gate.js';
import type { ProtectedOperation } from '../../server/access/protected_operations.js';
import { configuredSpaces } from '../../server/access/spaces.js';
import { anAccess, KeptAudit } from '../support/access.js';

const clock = () => new Date('2025-03-04T08:15:30.120Z');

function aGate() {
  const sink = new KeptAudit();
  const audit = new AuditLog(sink, clock);
  return { sink, gate: new Gate({ owners: [], roles: [], spaces: configuredSpaces([]), audit }) };
}

describe('the audit of decisions', () => {
  const access = anAccess({ observability: ['read', 'create'] });

  it('writes one record per entity and operation', () => {
    const { sink, gate } = aGate();
    gate.ensure(
      access,
      ['findUserActions', 'resolveCase'],
      [
        { id: '1', owner: 'observability' },
        { id: '2', owner: 'observability' },
      ],
    );
    expect(sink.events.map(({ event, kibana }) => [event.action, kibana.saved_object?.id])).to.deep.equal([
      ['case_user_actions_find', '1'],
      ['case_user_actions_find', '2'],
      ['case_resolve', '1'],
      ['case_resolve', '2'],
    ]);
  });

  it('says that something was read', () => {
    const { sink, gate } = aGate();
    gate.ensure(access, 'findUserActions', [{ id: '0d7a', owner: 'observability' }]);
    expect(JSON.parse(JSON.stringify(sink.events[0]))).to.deep.equal({
      '@timestamp': '2025-03-04T08:15:30.120Z',
      message: 'User has accessed cases-user-actions [id=0d7a] as owner "observability"',
      event: {
        action: 'case_user_actions_find',
        category: ['database'],
        type: ['access'],
        outcome: 'success',
      },
      user: { name: 'mira', roles: ['analyst'] },
      client: { address: '192.0.2.7', ip: '192.0.2.7' },
      http: { request: { id: 'r-1', method: 'GET' } },
      url: { path: '/api/cases' },
      kibana: {
        space_id: 'team-a',
        authentication_type: 'basic',
        authentication_realm: 'basic',
        saved_object: { type: 'cases-user-actions', id: '0d7a' },
      },
      case_activity: { actor: 'user' },
    });
  });

  const writes: readonly (readonly [ProtectedOperation, string, string, string])[] = [
    ['createCase', 'case_create', 'creation', 'is creating a case'],
    ['updateCase', 'case_update', 'change', 'is updating a case'],
    ['deleteCase', 'case_delete', 'deletion', 'is deleting a case'],
    ['pushCase', 'case_push', 'change', 'is pushing a case'],
  ];
  for (const [operation, action, type, text] of writes) {
    it(`says before something is written: User ${text}`, () => {
      const { sink, gate } = aGate();
      const every = anAccess({ observability: ['create', 'update', 'delete', 'push'] });
      gate.ensure(every, operation, [{ owner: 'observability' }]);
      const [record] = sink.events;
      expect(record?.message).to.equal(`User ${text} as owner "observability"`);
      expect(record?.event).to.deep.include({ action, type: [type], outcome: 'unknown' });
      expect(record?.kibana).to.not.have.property('saved_object');
    });
  }

  const objects: readonly (readonly [ProtectedOperation, string])[] = [
    ['getUserActions', 'cases-user-actions'],
    ['getCase', 'cases'],
    ['findCases', 'cases'],
    ['getComment', 'cases-comments'],
    ['updateConfiguration', 'cases-configure'],
    ['findConfigurations', 'cases-configure'],
    ['getAlert', 'alerts'],
    ['findAlerts', 'alerts'],
    ['findAlertActivities', 'alerts-activities'],
    ['getAlertComment', 'alerts-comments'],
  ];
  for (const [operation, type] of objects) {
    it(`says that ${operation} is about one of ${type}`, () => {
      const { sink, gate } = aGate();
      gate.ensure(anAccess({ cases: ['read', 'settings'] }), operation, [{ id: '1', owner: 'cases' }]);
      expect(sink.events.map(({ kibana }) => kibana.saved_object)).to.deep.equal([{ type, id: '1' }]);
    });
  }

  it('says what was refused', () => {
    const { sink, gate } = aGate();
    expect(() => {
      gate.ensure(access, 'deleteCase', [{ id: '1', owner: 'observability' }]);
    }).to.throw();
    expect(sink.events[0]?.message).to.equal(
      'Failed attempt to delete cases [id=1] as owner "observability"',
    );
    expect(sink.events[0]?.event.outcome).to.equal('failure');
    expect(sink.events[0]?.error).to.deep.equal({
      code: 'FORBIDDEN',
      message: 'Unauthorized to delete case with owners: "observability"',
    });
  });

  it('says which list was refused', () => {
    const { sink, gate } = aGate();
    expect(() => gate.readableOwners(anAccess({}), 'findCases')).to.throw();
    expect(sink.events.map(({ message }) => message)).to.deep.equal([
      'Failed attempt to access a cases as any owners',
    ]);
  });
});
