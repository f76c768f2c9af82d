import { expect } from 'chai';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import type { Activity, Change } from '../../server/domain/activity.js';
import type { RecordSave } from '../../server/domain/record.js';
import { anAccess, KeptAudit } from '../support/access.js';
import { aCreation, anActor } from '../support/records.js';

const clock = () => new Date('2025-03-04T08:15:30.120Z');

function anActivity(change: Change, kind = 'case'): Activity {
  const subject = { space: 'team-a', kind, id: 'X' };
  return { id: 'A-1', seq: 1, subject, owner: 'cases', at: new Date(0), actor: anActor(), change };
}

/** A write with this entry; of the rest nothing is looked at. */
function aSave(activity: Activity): RecordSave {
  const { subject, owner } = activity;
  return { ...aCreation(subject, { owner }), activities: [activity] };
}

describe('the audit of activities', () => {
  const comment = { commentId: 'C', comment: { type: 'user', comment: 'text' } };
  const table: readonly (readonly [Change, string, string, string])[] = [
    [{ type: 'created', snapshot: {} }, 'create_case', 'created case id: X', 'creation'],
    [
      { type: 'field', field: 'title', before: 'a', after: 'b' },
      'update_case_title',
      'updated the title for case id: X',
      'change',
    ],
    [
      { type: 'field', field: 'category', before: 'a', after: null },
      'update_case_category',
      'updated the category for case id: X',
      'change',
    ],
    [
      { type: 'items', field: 'tags', verb: 'added', items: ['a'] },
      'add_case_tags',
      'added tags to case id: X',
      'change',
    ],
    [
      { type: 'items', field: 'tags', verb: 'removed', items: ['a'] },
      'delete_case_tags',
      'deleted tags in case id: X',
      'change',
    ],
    [
      { type: 'items', field: 'assignees', verb: 'added', items: [{ uid: 'a' }, { uid: 'b' }] },
      'add_case_assignees',
      'assigned uids: [a,b] to case id: X',
      'change',
    ],
    [
      { type: 'items', field: 'assignees', verb: 'removed', items: [{ uid: 'a' }] },
      'delete_case_assignees',
      'unassigned uids: [a] from case id: X',
      'change',
    ],
    [
      { type: 'comment', verb: 'created', ...comment },
      'create_comment',
      'created comment id: C for case id: X',
      'creation',
    ],
    [
      { type: 'comment', verb: 'updated', ...comment },
      'update_comment',
      'updated comment id: C for case id: X',
      'change',
    ],
    [
      { type: 'comment', verb: 'deleted', ...comment },
      'delete_comment',
      'deleted comment id: C for case id: X',
      'deletion',
    ],
    [
      { type: 'pushed', externalService: { connector_id: 'Y' } },
      'pushed_case',
      'pushed case id: X to an external service with connector id: Y',
      'change',
    ],
    [
      { type: 'items', field: 'assignees', verb: 'added', items: ['a', { uid: 5 }, {}] },
      'add_case_assignees',
      'assigned uids: [a,5,null] to case id: X',
      'change',
    ],
    [
      { type: 'pushed', externalService: { connector_id: 5 } },
      'pushed_case',
      'pushed case id: X to an external service with connector id: none',
      'change',
    ],
  ];
  for (const [change, action, text, type] of table) {
    it(`says: User ${text}`, () => {
      const sink = new KeptAudit();
      void new AuditLog(sink, clock).committed('host', [aSave(anActivity(change))]);
      const [record] = sink.events;
      expect(record?.message).to.equal(`User ${text} - user action id: A-1`);
      expect(record?.event).to.deep.equal({
        action: `case_user_action_${action}`,
        category: ['database'],
        type: [type],
        outcome: 'success',
      });
      expect(record?.kibana.saved_object).to.deep.equal(
        change.type === 'comment' ? { type: 'cases-comments', id: 'C' } : { type: 'cases', id: 'X' },
      );
      expect(record?.kibana.space_id).to.equal('team-a');
      expect(record?.user.name).to.equal('ana.garcia');
    });
  }

  it('names another kind of record', () => {
    const sink = new KeptAudit();
    const change: Change = { type: 'field', field: 'severity', before: 1, after: 2 };
    void new AuditLog(sink, clock).committed('host', [aSave(anActivity(change, 'alert'))]);
    expect(sink.events[0]?.message).to.match(/^User updated the severity for alert id: X/);
    expect(sink.events[0]?.event.action).to.equal('alert_user_action_update_alert_severity');
    expect(sink.events[0]?.kibana.saved_object).to.deep.equal({ type: 'alerts', id: 'X' });
  });

  it('says that a record was deleted with its history', () => {
    const sink = new KeptAudit();
    const subject = { space: 'team-a', kind: 'case', id: 'X' };
    void new AuditLog(sink, clock).committed(anAccess({}), [{ type: 'erase', expected: 1, subject }]);
    expect(sink.events[0]?.message).to.equal('User deleted case id: X');
    expect(sink.events[0]?.event).to.deep.include({
      action: 'case_user_action_delete_case',
      type: ['deletion'],
      outcome: 'success',
    });
    expect(sink.events[0]?.kibana.saved_object).to.deep.equal({ type: 'cases', id: 'X' });
    expect(sink.events[0]?.user).to.deep.equal({ name: 'mira', id: undefined, roles: ['analyst'] });
  });
});
