import { expect } from 'chai';
import fc from 'fast-check';
import { facetOf, unescapedFacetOf } from '../../server/domain/activity.js';
import { applyChanges, changesBetween, PLAIN_PLAN } from '../../server/domain/changes.js';
import type { Change } from '../../server/domain/activity.js';
import type { DiffPlan } from '../../server/domain/changes.js';
import { sameJson } from '../../server/domain/json.js';
import type { JsonObject } from '../../server/domain/json.js';

const PLAN: DiffPlan = {
  order: ['title', 'tags', 'custom_fields'],
  kinds: { tags: 'set', custom_fields: 'map', customFields: 'keyed' },
  firstVerb: 'added',
};

describe('changesBetween', () => {
  it('tells old and new value of a field', () => {
    expect(changesBetween({ title: 'a' }, { title: 'b' }, PLAN)).to.deep.equal([
      { type: 'field', field: 'title', before: 'a', after: 'b' },
    ]);
  });

  it('takes an absent field and null for the same', () => {
    expect(changesBetween({}, { title: null }, PLAN)).to.deep.equal([]);
  });

  it('follows the order of the plan, then that of the new state', () => {
    const changes = changesBetween({}, { z: 1, tags: ['x'], a: 2, title: 't' }, PLAN);
    expect(changes.map((change) => 'field' in change && change.field)).to.deep.equal([
      'title',
      'tags',
      'z',
      'a',
    ]);
  });

  it('tells added before removed members when the plan says so, and the other way round', () => {
    const verbs = (firstVerb: 'added' | 'removed'): unknown[] =>
      changesBetween({ tags: ['a', 'b'] }, { tags: ['b', 'c'] }, { ...PLAN, firstVerb }).map(
        (change) => change.type === 'items' && [change.verb, change.items],
      );
    expect(verbs('added')).to.deep.equal([
      ['added', ['c']],
      ['removed', ['a']],
    ]);
    expect(verbs('removed')).to.deep.equal([
      ['removed', ['a']],
      ['added', ['c']],
    ]);
  });

  it('takes another order and repetition of a set for no change', () => {
    expect(changesBetween({ tags: ['a', 'b'] }, { tags: ['b', 'a', 'a'] }, PLAN)).to.deep.equal([]);
  });

  it('tells the keys of a map in code-unit order', () => {
    const changes = changesBetween({ custom_fields: { b: 1 } }, { custom_fields: { c: 3, a: 2 } }, PLAN);
    expect(changes).to.deep.equal([
      { type: 'field', field: 'custom_fields', key: 'a', before: null, after: 2 },
      { type: 'field', field: 'custom_fields', key: 'b', before: 1, after: null },
      { type: 'field', field: 'custom_fields', key: 'c', before: null, after: 3 },
    ]);
  });

  it('tells the members of a keyed list in the order of the new list', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((key) => ({ key, value: 1 }));
    const before = { customFields: [a, b] as never };
    const changes = changesBetween(before, { customFields: [c, a] as never }, PLAN);
    expect(changes.map((change) => change.type === 'field' && change.key)).to.deep.equal(['c', 'b']);
  });

  it('tells nothing of members of a keyed list that have no key', () => {
    const keyless = [{ value: 1 }, { key: 7 }, 'a', null];
    expect(changesBetween({ customFields: keyless }, { customFields: [...keyless, {}] }, PLAN)).to.deep.equal(
      [],
    );
  });

  it('tells a list as a whole when the plan says so, and takes the same for no change', () => {
    const plan: DiffPlan = { ...PLAIN_PLAN, kinds: { steps: 'value' } };
    expect(changesBetween({ steps: ['a'] }, { steps: ['a', 'b'] }, plan)).to.deep.equal([
      { type: 'field', field: 'steps', before: ['a'], after: ['a', 'b'] },
    ]);
    expect(changesBetween({ steps: ['a'] }, { steps: ['a'] }, plan)).to.deep.equal([]);
  });

  it('takes away what was removed when its changes are applied', () => {
    const [before, after] = [{ tags: ['a', { b: 1 }, 'c'] }, { tags: ['c', 'd'] }];
    expect(applyChanges(before, changesBetween(before, after, PLAN))).to.deep.equal(after);
  });

  for (const [before, after] of [
    [null, ['a']],
    ['a', ['a']],
    [['a'], 'a'],
    [['a'], null],
  ] as const) {
    it(`tells a field that begins or ceases to be a list as a whole: ${JSON.stringify([before, after])}`, () => {
      expect(changesBetween({ steps: before }, { steps: after }, PLAIN_PLAN)).to.deep.equal([
        { type: 'field', field: 'steps', before, after },
      ]);
    });
  }

  it('tells a reordered array of an unknown field as a whole', () => {
    expect(changesBetween({ steps: [1, 2] }, { steps: [2, 1] }, PLAIN_PLAN)).to.deep.equal([
      { type: 'field', field: 'steps', before: [1, 2], after: [2, 1] },
    ]);
  });

  it('keeps a field that is called __proto__ apart from the prototype', () => {
    const before = JSON.parse('{"__proto__": 1}') as JsonObject;
    const after = JSON.parse('{"__proto__": 2}') as JsonObject;
    const changes = changesBetween(before, after, PLAIN_PLAN);
    expect(changes).to.have.length(1);
    expect(JSON.stringify(applyChanges(before, changes))).to.equal('{"__proto__":2}');
  });

  it('gives the new state back when its changes are applied to the old one', () => {
    const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 });
    fc.assert(
      fc.property(record, record, (before, after) => {
        const [old, now] = [before as JsonObject, after as JsonObject];
        const result = applyChanges(old, changesBetween(old, now, PLAIN_PLAN));
        expect(sameJson(withoutNulls(result), withoutNulls(now))).to.equal(true);
      }),
    );
  });

  it('finds nothing between a state and itself', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (record) => {
        expect(changesBetween(record as JsonObject, record as JsonObject, PLAIN_PLAN)).to.deep.equal([]);
      }),
    );
  });
});

describe('facetOf', () => {
  it('names the sort of a change', () => {
    const changes = changesBetween({ category: 'x', tags: [] }, { category: null, tags: ['a'] }, PLAN);
    expect(changes.map(facetOf)).to.deep.equal(['items:tags:added', 'field:category:cleared']);
  });

  it('is that of a field called `title:cleared` neither for a title that was cleared nor the other way round', () => {
    const [odd, cleared] = [
      facetOf({ type: 'field', field: 'title:cleared', before: 1, after: 2 }),
      facetOf({ type: 'field', field: 'title', before: 1, after: null }),
    ];
    expect([odd, cleared]).to.deep.equal(['field:title%3Acleared', 'field:title:cleared']);
  });

  it('differs for every two sorts of changes, whatever fields and comments are called', () => {
    const name = fc.oneof(
      fc.constantFrom('title', 'title:cleared', 'title%3Acleared', 'a:added', ':', '%', '', 'user'),
      fc.string(),
    );
    const sort = fc.oneof(
      fc.record({ type: fc.constant('field' as const), field: name, after: fc.constantFrom(null, 1) }),
      fc.record({
        type: fc.constant('items' as const),
        field: name,
        verb: fc.constantFrom('added', 'removed'),
      }),
      fc.record({
        type: fc.constant('comment' as const),
        of: name,
        verb: fc.constantFrom('created', 'deleted'),
      }),
      fc.record({ type: fc.constantFrom('created' as const, 'pushed' as const, 'deleted' as const) }),
    );
    const facet = (given: object): string => {
      const change = { before: null, items: [], commentId: 'c', externalService: {}, snapshot: {}, ...given };
      const comment = 'of' in given ? { type: given.of } : {};
      return facetOf({ ...change, comment } as unknown as Change);
    };
    fc.assert(
      fc.property(sort, sort, (a, b) => {
        expect(facet(a) === facet(b)).to.equal(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2000 },
    );
  });

  it('has not changed for names without special characters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^:%]*$/), fc.constantFrom(null, 1), (field, after) => {
        const change: Change = { type: 'field', field, before: 0, after };
        expect(facetOf(change)).to.equal(unescapedFacetOf(change));
      }),
    );
  });
});

function withoutNulls(state: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null));
}
