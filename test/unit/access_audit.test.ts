import { expect } from 'chai';
import { AuditLog } from '../../server/access/audit.js';
import { Gate } from '../../server/access/gate.js';
import { ConfiguredSpaces } from '../../server/access/spaces.js';
import type { Activity, Change } from '../../server/domain/activity.js';
import { anAccess, KeptAudit } from '../support/access.js';
import { anActor } from '../support/records.js';

const clock = () => new Date('2025-03-04T08:15:30.120Z');

function aGate() {
  const sink = new KeptAudit();
  const audit = new AuditLog(sink, clock);
  return { sink, gate: new Gate({ owners: [], roles: [], spaces: new ConfiguredSpaces([]), audit }) };
}

function anActivity(change: Change, kind = 'case'): Activity {
  const subject = { space: 'team-a', kind, id: 'X' };
  return { id: 'A-1', seq: 1, subject, owner: 'cases', at: new Date(0), actor: anActor(), change };
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
      kibana: { space_id: 'team-a', saved_object: { type: 'cases-user-actions', id: '0d7a' } },
    });
  });

  it('says that something is about to be written', () => {
    const { sink, gate } = aGate();
    gate.ensure(access, 'createCase', [{ owner: 'observability' }]);
    const [record] = sink.events;
    expect(record?.message).to.equal('User is creating a case as owner "observability"');
    expect(record?.event).to.include({ action: 'case_create', outcome: 'unknown' });
    expect(record?.event.type).to.deep.equal(['creation']);
  });

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

describe('the audit of activities', () => {
  const comment = { commentId: 'C', comment: { type: 'user', comment: 'text' } };
  const table: readonly (readonly [Change, string, string])[] = [
    [{ type: 'created', snapshot: {} }, 'create_case', 'created case id: X'],
    [
      { type: 'field', field: 'title', before: 'a', after: 'b' },
      'update_case_title',
      'updated the title for case id: X',
    ],
    [
      { type: 'field', field: 'category', before: 'a', after: null },
      'update_case_category',
      'updated the category for case id: X',
    ],
    [
      { type: 'items', field: 'tags', verb: 'added', items: ['a'] },
      'add_case_tags',
      'added tags to case id: X',
    ],
    [
      { type: 'items', field: 'tags', verb: 'removed', items: ['a'] },
      'delete_case_tags',
      'deleted tags in case id: X',
    ],
    [
      { type: 'items', field: 'assignees', verb: 'added', items: [{ uid: 'a' }, { uid: 'b' }] },
      'add_case_assignees',
      'assigned uids: [a,b] to case id: X',
    ],
    [
      { type: 'items', field: 'assignees', verb: 'removed', items: [{ uid: 'a' }] },
      'delete_case_assignees',
      'unassigned uids: [a] from case id: X',
    ],
    [
      { type: 'comment', verb: 'created', ...comment },
      'create_comment',
      'created comment id: C for case id: X',
    ],
    [
      { type: 'comment', verb: 'updated', ...comment },
      'update_comment',
      'updated comment id: C for case id: X',
    ],
    [
      { type: 'comment', verb: 'deleted', ...comment },
      'delete_comment',
      'deleted comment id: C for case id: X',
    ],
    [
      { type: 'pushed', externalService: { connector_id: 'Y' } },
      'pushed_case',
      'pushed case id: X to an external service with connector id: Y',
    ],
  ];
  for (const [change, action, text] of table) {
    it(`says: User ${text}`, () => {
      const sink = new KeptAudit();
      new AuditLog(sink, clock).activities(anActor(), [anActivity(change)]);
      const [record] = sink.events;
      expect(record?.message).to.equal(`User ${text} - user action id: A-1`);
      expect(record?.event.action).to.equal(`case_user_action_${action}`);
      expect(record?.kibana.space_id).to.equal('team-a');
      expect(record?.user.name).to.equal('ana.garcia');
    });
  }

  it('names another kind of record', () => {
    const sink = new KeptAudit();
    const change: Change = { type: 'field', field: 'severity', before: 1, after: 2 };
    new AuditLog(sink, clock).activities(anActor(), [anActivity(change, 'alert')]);
    expect(sink.events[0]?.message).to.match(/^User updated the severity for alert id: X/);
    expect(sink.events[0]?.event.action).to.equal('alert_user_action_update_alert_severity');
    expect(sink.events[0]?.kibana.saved_object).to.deep.equal({ type: 'alerts', id: 'X' });
  });

  it('says that a record was deleted with its history', () => {
    const sink = new KeptAudit();
    new AuditLog(sink, clock).deletedRecord(anAccess({}), { space: 'team-a', kind: 'case', id: 'X' });
    expect(sink.events[0]?.message).to.equal('User deleted case id: X');
    expect(sink.events[0]?.event.action).to.equal('case_user_action_delete_case');
    expect(sink.events[0]?.user).to.deep.equal({ name: 'mira', roles: ['analyst'] });
  });
});
