import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import { facetOf } from '../../server/domain/activity.js';
import type { JsonObject } from '../../server/domain/json.js';
import { CaseCounter, METRICS_FEATURES, metricsFacets } from '../../server/services/cases/case_metrics.js';
import { toMetrics } from '../../server/http/kibana/answer/metrics_presenter.js';
import { anActivity, fieldChange } from '../support/kibana_activity.js';

const AT = new Date('2025-03-04T09:00:00.000Z');

function counted(changes: readonly Change[]) {
  const counter = new CaseCounter();
  for (const change of changes) counter.add(anActivity(change, { at: AT }));
  return toMetrics(counter.metrics(AT), METRICS_FEATURES);
}

const attachment = (
  commentId: string,
  comment: JsonObject,
  verb: 'created' | 'updated' | 'deleted' = 'created',
): Change => ({ type: 'comment', verb, commentId, comment });

describe('the metrics of a case (K12)', () => {
  it('count each alert that is attached once', () => {
    const one = attachment('1', { type: 'alert', alertId: 'a-1' });
    const several = attachment('2', { type: 'alert', alertId: ['a-1', 'a-2', 'a-3'] });
    expect(counted([one, several]).alerts?.count).to.equal(3);
    const fewer = attachment('2', { type: 'alert', alertId: ['a-2'] }, 'updated');
    expect(counted([one, several, fewer]).alerts?.count).to.equal(2);
    const gone = attachment('2', { type: 'alert', alertId: ['a-2'] }, 'deleted');
    expect(counted([one, several, fewer, gone]).alerts?.count).to.equal(1);
    expect(counted([attachment('3', { type: 'user', alertId: 'a-9' })]).alerts?.count).to.equal(0);
  });

  it('count hosts that were isolated and released', () => {
    const action = (type: string): Change => attachment('c', { type: 'actions', actions: { type } });
    expect(counted(['isolate', 'isolate', 'unisolate', 'other'].map(action)).actions).to.deep.equal({
      isolateHost: { isolate: { total: 2 }, unisolate: { total: 1 } },
    });
  });

  it('pass over statuses that cases do not have', () => {
    const { lifespan } = counted([{ type: 'created', snapshot: {} }, fieldChange('status', 'Waiting')]);
    expect(lifespan?.closeDate).to.equal(null);
    const host = counted([{ type: 'created', snapshot: {} }, fieldChange('status', 'Closed')]);
    expect(host.lifespan?.closeDate).to.equal(AT.toISOString());
  });

  it('need no more entries than those whose facets are named', () => {
    const changes: readonly Change[] = [
      { type: 'created', snapshot: {} },
      fieldChange('status', 'closed'),
      fieldChange('connector', { id: 'c' }),
      attachment('1', { type: 'alert', alertId: 'a-1' }),
      attachment('2', { type: 'actions', actions: { type: 'isolate' } }),
      fieldChange('title', 'T'),
    ];
    const facets = metricsFacets(METRICS_FEATURES);
    expect(counted(changes.filter((change) => facets.includes(facetOf(change))))).to.deep.equal(
      counted(changes),
    );
    expect(metricsFacets(['alerts.users'])).to.deep.equal(['created']);
  });
});
