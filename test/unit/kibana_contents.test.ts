import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import { fieldChange, presented } from '../support/kibana_activity.js';

describe('the content of a user action (K4)', () => {
  const jira = {
    id: 'c-1',
    name: 'Team Jira',
    type: '.jira',
    fields: { issueType: 'Bug', priority: null, parent: null },
  };
  const foreign = (key: string, type: string, value: unknown): object => ({
    customFields: [{ key, type, value }],
  });
  const rows: readonly (readonly [Change, string, string, object])[] = [
    [fieldChange('title', 'T'), 'title', 'update', { title: 'T' }],
    [fieldChange('description', null), 'description', 'update', { description: '' }],
    [fieldChange('severity', 'High'), 'severity', 'update', { severity: 'high' }],
    [fieldChange('severity', 3), 'customFields', 'update', foreign('severity', 'number', 3)],
    [fieldChange('status', 'in_progress'), 'status', 'update', { status: 'in-progress' }],
    [
      fieldChange('status', 'Awaiting Vendor'),
      'customFields',
      'update',
      foreign('status', 'text', 'Awaiting Vendor'),
    ],
    [
      fieldChange('settings', { syncAlerts: false }),
      'settings',
      'update',
      { settings: { syncAlerts: false } },
    ],
    [fieldChange('category', 'phishing'), 'category', 'update', { category: 'phishing' }],
    [fieldChange('category', null), 'category', 'delete', { category: null }],
    [fieldChange('connector', jira), 'connector', 'update', { connector: jira }],
    [
      { type: 'items', field: 'tags', verb: 'added', items: ['network'] },
      'tags',
      'add',
      { tags: ['network'] },
    ],
    [{ type: 'items', field: 'tags', verb: 'removed', items: ['x'] }, 'tags', 'delete', { tags: ['x'] }],
    [
      { type: 'items', field: 'assignees', verb: 'added', items: [{ uid: 'u' }, 'mira'] },
      'assignees',
      'add',
      { assignees: [{ uid: 'u' }, { uid: 'mira' }] },
    ],
    [
      {
        type: 'field',
        field: 'customFields',
        key: 'f',
        before: null,
        after: { key: 'f', type: 'text', value: 'v' },
      },
      'customFields',
      'update',
      foreign('f', 'text', 'v'),
    ],
    [
      {
        type: 'field',
        field: 'customFields',
        key: 'f',
        before: { key: 'f', type: 'number', value: 1 },
        after: null,
      },
      'customFields',
      'update',
      foreign('f', 'number', null),
    ],
    [fieldChange('impact', 'wide'), 'customFields', 'update', foreign('impact', 'text', 'wide')],
    [fieldChange('known', true), 'customFields', 'update', foreign('known', 'toggle', true)],
    [fieldChange('known', null, true), 'customFields', 'update', foreign('known', 'toggle', null)],
    [fieldChange('hours', 1.5), 'customFields', 'update', foreign('hours', 'text', '1.5')],
    [fieldChange('place', { room: 1 }), 'customFields', 'update', foreign('place', 'text', '{"room":1}')],
    [
      { type: 'field', field: 'sla', key: 'p1', before: null, after: 4 },
      'customFields',
      'update',
      foreign('sla.p1', 'number', 4),
    ],
    [
      { type: 'items', field: 'links', verb: 'added', items: ['a', 1] },
      'customFields',
      'update',
      foreign('links', 'text', '["a",1]'),
    ],
    [
      { type: 'pushed', externalService: { connector_id: 'c-1' } },
      'pushed',
      'push_to_service',
      { externalService: { connector_id: 'c-1' } },
    ],
    [{ type: 'deleted' }, 'delete_case', 'delete', {}],
  ];
  for (const [change, type, action, payload] of rows) {
    it(`tells ${JSON.stringify(change)} as ${type}/${action}`, async () => {
      const found = await presented(change);
      expect([found.type, found.action, found.payload]).to.deep.equal([type, action, payload]);
    });
  }
});
