import { expect } from 'chai';
import fc from 'fast-check';
import { facetOf } from '../../server/domain/activity.js';
import { applyChanges, changesBetween, PLAIN_PLAN } from '../../server/domain/changes.js';
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
});

function withoutNulls(state: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null));
}
