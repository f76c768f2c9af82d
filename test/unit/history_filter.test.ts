import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity } from '../../server/domain/activity.js';
import { facetOf, unescapedFacetOf } from '../../server/domain/activity.js';
import type { EntryFilter } from '../../server/services/history/entry_filter.js';
import { entryMatcher, facetMatcher } from '../../server/services/history/entry_filter.js';
import { facetVerdict } from '../../server/services/history/facet_verdict.js';
import { aFacetFilter, aHistoryChange } from '../support/random_history.js';
import { anActor, aSubject } from '../support/records.js';

const FACETS = [facetOf, unescapedFacetOf] as const;

describe('a filter of entries (N5.1)', () => {
  const entry: Activity = {
    ...{ id: 'e', seq: 1, subject: aSubject(), owner: 'cases', at: new Date(1_000), actor: anActor() },
    change: { type: 'field', field: 'title', before: null, after: 'x' },
  };

  it('takes what has one value of each part that is given', () => {
    expect(entryMatcher({})(entry)).to.equal(true);
    const all: EntryFilter = {
      ...{ types: ['created', 'field'], fields: ['x', 'title'], actors: ['bo', 'ana.garcia'] },
      ...{ actorKinds: ['user'], from: new Date(1_000), to: new Date(1_001), q: 'ANA' },
    };
    expect(entryMatcher(all)(entry)).to.equal(true);
    const others: readonly EntryFilter[] = [
      { types: [] },
      { types: ['items'] },
      { fields: ['TITLE'] },
      { actors: ['ana'] },
      { actorKinds: ['key'] },
      { from: new Date(1_001) },
      { to: new Date(1_000) },
      { q: 'bo' },
    ];
    for (const other of others) {
      expect(entryMatcher({ ...all, ...other })(entry), JSON.stringify(other)).to.equal(false);
    }
  });

  it('takes no entry of nobody by a name, and none without a field by one', () => {
    const nobody = { ...entry, actor: { kind: 'system' } } as const;
    expect(entryMatcher({ actors: ['undefined', ''] })(nobody)).to.equal(false);
    const pushed = { ...entry, change: { type: 'pushed', externalService: { field: 'title' } } } as const;
    expect(entryMatcher({ fields: ['title', 'undefined'] })(pushed)).to.equal(false);
  });

  it('says no to no facet whose entry matches, and of none that all match where one does not', () => {
    const property = fc.property(aHistoryChange, aFacetFilter, (change, { types, fields }) => {
      const filter = { types, fields };
      const isMeant = entryMatcher(filter)({ ...entry, change });
      for (const facet of FACETS.map((of) => of(change))) {
        if (isMeant) expect(facetMatcher(filter)(facet)).to.equal(true);
        else expect(facetVerdict(filter)(facet)).not.to.equal('all');
      }
    });
    fc.assert(property, { numRuns: 3_000 });
  });

  it('is sure of facets that can be of one sort only', () => {
    const verdict = facetVerdict({ types: ['field', 'comment'], fields: ['x', 'a:b'] });
    const facets = ['field:x', 'field:x:cleared', 'field:a%3Ab', 'field:a:b', 'field:y', 'items:x:added'];
    expect([...facets, 'comment:user:created'].map(verdict)).to.deep.equal([
      ...['all', 'some', 'some', 'all', 'none', 'none', 'none'],
    ]);
    expect(facetVerdict({ types: ['field'] })('field:x:cleared')).to.equal('all');
  });
});
