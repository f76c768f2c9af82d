import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import { facetOf } from '../../server/domain/activity.js';
import type { Json } from '../../server/domain/json.js';
import type { RecordHead } from '../../server/domain/record.js';
import { toContent } from '../../server/http/kibana/answer/content_presenter.js';
import {
  facetsOf,
  USER_ACTION_FILTERS,
  userActionCounts,
} from '../../server/services/cases/user_action_types.js';
import { NO_CONNECTOR } from '../support/kibana.js';
import { anActivity } from '../support/kibana_activity.js';
import { aCreation, aSubject } from '../support/records.js';

const field = (name: string, after: Json, key?: string): Change => ({
  ...{ type: 'field', field: name, before: 'x', after, key },
});
const items = (name: string, verb: 'added' | 'removed'): Change => ({
  ...{ type: 'items', field: name, verb, items: ['x'] },
});
const comment = (type: string, verb: 'created' | 'updated' | 'deleted'): Change => ({
  ...{ type: 'comment', verb, commentId: 'c', comment: { type } },
});
const FIELDS = ['title', 'description', 'category', 'status', 'severity', 'settings', 'connector'];
const TYPES = ['user', 'alert', 'actions', 'externalReference', 'persistableState', 'a:b'];

/** One of each sort. */
const CHANGES: readonly Change[] = [
  { type: 'created', snapshot: {} },
  field('title', 'T'),
  field('description', 'D'),
  field('status', 'open'),
  field('severity', 'low'),
  field('settings', { syncAlerts: true }),
  field('category', 'c'),
  field('connector', NO_CONNECTOR),
  field('customFields', { key: 'k', type: 'text', value: 'v' }, 'k'),
  field('impact', 3),
  field('a:b%', 3),
  field('toString', 3),
  ...[...FIELDS, 'impact', 'customFields'].map((name) => field(name, null)),
  ...['tags', 'assignees', 'watchers'].flatMap((name) => [items(name, 'added'), items(name, 'removed')]),
  ...TYPES.flatMap((type) => (['created', 'updated', 'deleted'] as const).map((verb) => comment(type, verb))),
  { type: 'pushed', externalService: {} },
];

const head = (changes: readonly Change[]): RecordHead => {
  const counts: Record<string, number> = {};
  for (const change of changes) counts[facetOf(change)] = (counts[facetOf(change)] ?? 0) + 1;
  return { ...aCreation(aSubject()).head, seq: changes.length, counts };
};
const filtersOf = (change: Change) =>
  USER_ACTION_FILTERS.filter(
    (filter) => facetsOf(head([change, { type: 'deleted' }]), [filter])?.includes(facetOf(change)) ?? true,
  );

describe('what activities of cases can be filtered by (K8)', () => {
  for (const change of CHANGES) {
    const { type, payload } = toContent(anActivity(change));
    const body = type === 'comment' ? payload.comment.type : undefined;

    it(`is for ${facetOf(change)} the type it is told with, and its groups`, () => {
      const groups = {
        action: body !== 'user',
        alert: body === 'alert',
        attachment: body === 'externalReference' || body === 'persistableState',
        user: body === 'user',
      };
      const expected = Object.entries(groups).flatMap(([name, is]) => (is ? [name] : []));
      expect(filtersOf(change)).to.have.members([type, ...expected]);
    });
  }

  it('is everything when all is meant', () => {
    expect(facetsOf(head(CHANGES), ['action', 'user'])).to.equal(undefined);
    expect(facetsOf(head(CHANGES), [])).to.deep.equal([]);
  });
});

describe('the counts of the activities of a case (K9)', () => {
  it('are those of what is told', () => {
    const all = CHANGES.map((change) => toContent(anActivity(change)));
    const comments = all.filter(({ type, payload }) => type === 'comment' && payload.comment.type === 'user');
    const deleted = (some: readonly { readonly action: string }[]) =>
      some.filter(({ action }) => action === 'delete').length;
    expect(userActionCounts(head(CHANGES))).to.deep.equal({
      total: all.length,
      deletions: deleted(all),
      comments: comments.length,
      commentDeletions: deleted(comments),
    });
    expect(deleted(all)).to.equal(9);
  });
});
