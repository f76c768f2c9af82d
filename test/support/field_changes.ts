import fc from 'fast-check';
import type { Change } from '../../server/domain/activity.js';
import type { Json, JsonObject } from '../../server/domain/json.js';

/** Few, so that changes meet; some that objects have by themselves or put first. */
const name = fc.constantFrom('tags', 'custom', '__proto__', 'toString', '7');

/** Few and small, so that many are the same. */
const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Json>(null, true, 0, -0, 1, 'a', 'b', '', '\0[1]'),
    // As the custom fields of a case.
    fc.subarray(['tags', 'custom', '7']).map((keys) => keys.map((key) => ({ key, value: 1 })) as Json),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 3 })
      .map((members) => Object.fromEntries(members) as Json),
  ),
})).value;

/** A state whose fields are those that `aFieldChange` changes. */
export const aState: fc.Arbitrary<JsonObject> = fc
  .array(fc.tuple(name, value), { maxLength: 6 })
  .map((fields) => Object.fromEntries(fields));

/** Often the same again: what is added is removed later, and the other way round. */
const items = fc.array(
  fc.oneof(
    { arbitrary: fc.constantFrom<Json>('a', 'b', 1, [1]), weight: 3 },
    { arbitrary: value, weight: 1 },
  ),
  { maxLength: 4 },
);

/** A change of one field, of a member of one or of members of a set. */
const aSmallChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: fc.constant('field' as const), field: name, before: value, after: value }),
  fc.record({ type: fc.constant('field' as const), field: name, key: name, before: value, after: value }),
  fc.tuple(name, name, fc.boolean()).map(([field, key, isGone]): Change => {
    return { type: 'field', field, key, before: null, after: isGone ? null : { key, value: key } };
  }),
  fc.record({
    type: fc.constant('items' as const),
    field: name,
    verb: fc.constantFrom('added' as const, 'removed' as const),
    items,
  }),
);

/** As they come in a history, and now and then one that begins anew or that says nothing about fields. */
export const aFieldChange: fc.Arbitrary<Change> = fc.oneof(
  { arbitrary: aSmallChange, weight: 20 },
  { arbitrary: fc.record({ type: fc.constant('created' as const), snapshot: aState }), weight: 1 },
  { arbitrary: fc.constant<Change>({ type: 'pushed', externalService: { title: 'x' } }), weight: 1 },
  { arbitrary: fc.constant<Change>({ type: 'deleted' }), weight: 1 },
);

/** A history of up to so many. */
export function someFieldChanges(most: number, least = 0): fc.Arbitrary<Change[]> {
  return fc.array(aFieldChange, { minLength: least, maxLength: most, size: 'max' });
}
