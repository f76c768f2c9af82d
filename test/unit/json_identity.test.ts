import { expect } from 'chai';
import fc from 'fast-check';
import type { Change } from '../../server/domain/activity.js';
import { applyChanges, fieldChanges } from '../../server/domain/changes.js';
import { isJsonArray, isJsonObject, sameJson } from '../../server/domain/json.js';
import type { Json, JsonObject } from '../../server/domain/json.js';
import { identityOf } from '../../server/domain/json_identity.js';

/** Few and small values, so that many are the same; texts that look like other values. */
const json = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(
      null,
      true,
      false,
      0,
      -0,
      1,
      '1',
      '',
      '{"a":1}',
      '[1]',
      'null',
      '"',
      '\ud800',
      '\0[1]',
      '\0\0',
    ),
    fc.array(tie('json'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '__proto__', '"a"', '\ud800'), tie('json')), { maxLength: 3 })
      .map((members) => Object.fromEntries(members) as Json),
  ),
})).json;

describe('the identity of a JSON value', () => {
  it('is that of another value exactly when a comparison of the two says so', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(identityOf(a) === identityOf(b)).to.equal(sameJson(a, b));
      }),
      {
        numRuns: 1000,
        examples: [
          [
            { a: 1, b: { c: [1], d: 2 } },
            { b: { d: 2, c: [1] }, a: 1 },
          ],
          [[1], '\0[1,]'],
          [[[1]], [1, []]],
          [[], { length: 0 }],
          [{ length: 0 }, []],
        ],
      },
    );
  });
});

describe('the changes of a set', () => {
  const pairwise = (from: readonly Json[], taken: readonly Json[]): readonly Json[] =>
    from.filter(
      (item, i) =>
        !taken.some((other) => sameJson(other, item)) &&
        from.findIndex((other) => sameJson(other, item)) === i,
    );

  it('are those that a comparison of every member with every other finds', () => {
    fc.assert(
      fc.property(fc.array(json), fc.array(json), (before, after) => {
        const changes = fieldChanges('f', before, after, { kind: 'set', firstVerb: 'added' });
        const told = (verb: string): readonly Json[] =>
          changes.flatMap((change) => (change.type === 'items' && change.verb === verb ? change.items : []));
        expect(told('added')).to.deep.equal(pairwise(after, before));
        expect(told('removed')).to.deep.equal(pairwise(before, after));
      }),
    );
  });

  it('of a list give exactly the new list, or it is told as a whole', () => {
    fc.assert(
      fc.property(fc.array(json), fc.array(json), (before, after) => {
        const sets = fieldChanges('f', before, after, { kind: 'set', firstVerb: 'removed' });
        const exact = sameJson(sets.reduce(applied, { f: before })['f'], after);
        const changes = fieldChanges('f', before, after, { kind: 'list', firstVerb: 'removed' });
        expect(changes).to.deep.equal(exact ? sets : [{ type: 'field', field: 'f', before, after }]);
      }),
    );
  });
});

describe('applyChanges', () => {
  const field = fc.constantFrom('a', 'b', 'tags', '__proto__', '1');
  const change = fc.oneof(
    fc.record({ type: fc.constant('field' as const), field, before: json, after: json }),
    fc.record({ type: fc.constant('field' as const), field, key: field, before: json, after: json }),
    fc.tuple(field, field, json).map(([name, key, value]): Change => {
      return { type: 'field', field: name, key, before: null, after: { key, value } };
    }),
    fc.record({
      type: fc.constant('items' as const),
      field,
      verb: fc.constantFrom('added' as const, 'removed' as const),
      items: fc.array(json, { maxLength: 3 }),
    }),
    fc.constantFrom<Change>({ type: 'created', snapshot: { b: { a: 1 }, a: [1] } }, { type: 'deleted' }),
  );

  it('does what changing a copy of the state for every change does, in the same order of fields', () => {
    fc.assert(
      fc.property(fc.dictionary(field, json), fc.array(change), (state, changes) => {
        const result = applyChanges(state, changes);
        expect(JSON.stringify(result)).to.equal(JSON.stringify(changes.reduce<JsonObject>(applied, state)));
      }),
    );
  });
});

const old = (object: JsonObject, key: string): Json => new Map(Object.entries(object)).get(key) ?? null;
const put = (object: JsonObject, key: string, value: Json): JsonObject =>
  Object.fromEntries([...Object.entries(object).filter(([other]) => other !== key), [key, value]]);
const keyOf = (value: Json | undefined): Json => (isJsonObject(value) ? old(value, 'key') : null);

/** A field after one of its members was set: of an object, or of a list whose members say their keys. */
function withMember(value: Json, key: string, member: Json): Json {
  const isKeyed = keyOf(member) === key;
  const list = isJsonArray(value) ? value : [];
  const keys = list.map(keyOf);
  const isList =
    isJsonArray(value) && keys.every((one, i) => typeof one === 'string' && keys.indexOf(one) === i);
  if (isList && member === null) return list.filter((one) => keyOf(one) !== key);
  if (isList && isKeyed) {
    return keys.includes(key) ? list.map((one) => (keyOf(one) === key ? member : one)) : [...list, member];
  }
  const object = isJsonObject(value) ? value : {};
  const isBlank = Object.values(object).every((one) => one === null);
  return isKeyed && isBlank ? [member] : put(object, key, member);
}

function applied(state: JsonObject, change: Change): JsonObject {
  if (change.type === 'created') return change.snapshot;
  if (change.type === 'field') {
    if (change.key === undefined) return put(state, change.field, change.after);
    return put(state, change.field, withMember(old(state, change.field), change.key, change.after));
  }
  if (change.type !== 'items') return state;
  const value = old(state, change.field);
  const members = (Array.isArray(value) ? value : value === null ? [] : [value]) as Json[];
  return put(
    state,
    change.field,
    change.verb === 'added'
      ? [...members, ...change.items]
      : members.filter((item) => !change.items.some((other) => sameJson(other, item))),
  );
}
