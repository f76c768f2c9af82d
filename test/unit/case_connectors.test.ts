import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import { facetOf } from '../../server/domain/activity.js';
import { toConnectors } from '../../server/http/kibana/answer/connectors_presenter.js';
import { CONNECTOR_FACETS, ConnectorCollector } from '../../server/services/cases/case_connectors.js';
import { anActivity, fieldChange } from '../support/kibana_activity.js';

const FIELDS = { issueType: 'Bug', priority: 'High', parent: null };
const JIRA = { id: 'c-jira-1', name: 'Team Jira', type: '.jira', fields: FIELDS };
const REGISTERED = new Map([
  ['c-jira-1', { id: 'c-jira-1', name: 'Jira of today', type: '.jira' }],
  ['c-hook', { id: 'c-hook', name: 'Hook', type: '.cases-webhook' }],
]);

const chosen = (over: object = {}): Change => fieldChange('connector', { ...JIRA, ...over });
const service = (over: object = {}) => ({
  ...{ connector_id: 'c-jira-1', connector_name: 'Team Jira', external_id: '10042', ...over },
});
const pushed = (over: object = {}): Change => ({ type: 'pushed', externalService: service(over) });

function told(changes: readonly Change[], newest: { content?: number; levels?: number } = {}) {
  const collector = new ConnectorCollector();
  for (const [i, change] of changes.entries()) {
    const seq = i + 1;
    collector.add(anActivity(change, { seq, at: new Date(Date.UTC(2025, 2, 4, seq)) }));
  }
  const found = collector.connectors({ content: 0, levels: 0, ...newest }, (id) => REGISTERED.get(id)?.type);
  return toConnectors(found, REGISTERED);
}
const needs = (...input: Parameters<typeof told>) =>
  Object.values(told(...input)).map(({ push }) => push.needsToBePushed);

describe('the connectors of a case (K11)', () => {
  it('are those that were chosen, with what is in force', () => {
    const created: Change = { type: 'created', snapshot: { connector: JIRA } };
    expect(told([created])).to.deep.equal({
      'c-jira-1': { ...JIRA, name: 'Jira of today', push: { needsToBePushed: true, hasBeenPushed: false } },
    });
    const other = { ...FIELDS, priority: 'Low' };
    const {
      'c-jira-1': jira,
      'c-2': second,
      ...more
    } = told([
      created,
      chosen({ id: 'c-2', name: 'Other', type: '.swimlane', fields: null }),
      chosen({ id: 'none', name: 'none', type: '.none', fields: null }),
      chosen({ fields: other }),
    ]);
    expect(more).to.deep.equal({});
    expect(jira?.fields).to.deep.equal(other);
    expect(second).to.include({ name: 'Other', type: '.swimlane', fields: null });
  });

  it('tell when they were pushed to, and what came back last', () => {
    const { 'c-jira-1': jira } = told([chosen(), pushed(), pushed({ external_id: '2' })]);
    expect(jira?.push).to.deep.equal({
      needsToBePushed: false,
      hasBeenPushed: true,
      details: {
        oldestUserActionPushDate: '2025-03-04T02:00:00.000Z',
        latestUserActionPushDate: '2025-03-04T03:00:00.000Z',
        externalService: service({ external_id: '2' }),
      },
    });
  });

  it('need to be told of other fields, of newer content, and some of newer levels', () => {
    const steps = [chosen(), pushed()];
    expect(needs(steps)).to.deep.equal([false]);
    expect(needs(steps, { content: 3 })).to.deep.equal([true]);
    expect(needs(steps, { content: 1 })).to.deep.equal([false]);
    expect(needs(steps, { levels: 3 })).to.deep.equal([false]);
    expect(needs([...steps, chosen({ fields: null })])).to.deep.equal([true]);
    expect(needs([...steps, chosen({ fields: null }), chosen()])).to.deep.equal([false]);
    for (const type of ['.cases-webhook', '.thehive']) {
      expect(needs([chosen({ type }), pushed()], { levels: 3 }), type).to.deep.equal([true]);
    }
  });

  it('are known by what is registered where the case was only pushed to them', () => {
    const { 'c-hook': hook, __proto__: odd } = told([
      pushed({ connector_id: 'c-hook', connector_name: 'Old name' }),
      pushed({ connector_id: '__proto__', connector_name: 'P' }),
    ]);
    expect(hook).to.deep.include({ name: 'Hook', type: '.cases-webhook', fields: null });
    expect(odd).to.include({ id: '__proto__', name: 'P', type: '.none' });
  });

  it('need no more entries than those whose facets are named', () => {
    for (const change of [{ type: 'created', snapshot: {} } as const, chosen(), pushed()]) {
      expect(CONNECTOR_FACETS).to.include(facetOf(change));
    }
    expect(told([fieldChange('title', 'T')])).to.deep.equal({});
  });
});
