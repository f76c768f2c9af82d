import { expect } from 'chai';
import fc from 'fast-check';
import { applyChanges, fieldChanges } from '../../server/domain/changes.js';
import type { Json, JsonObject } from '../../server/domain/json.js';

/** Some custom fields of a case, in any order. */
const customFields = fc
  .shuffledSubarray(['a', 'b', 'c', '__proto__'])
  .chain((keys) =>
    fc.tuple(...keys.map((key) => fc.nat(2).map((value): JsonObject => ({ key, type: 'text', value })))),
  );

describe('members of a list that have a key', () => {
  const applied = (before: Json, after: Json): Json => {
    const changes = fieldChanges('fields', before, after, { kind: 'keyed', firstVerb: 'added' });
    return applyChanges({ fields: before }, changes)['fields'] ?? null;
  };

  it('are what they came to be when their changes are applied, in a list as before', () => {
    fc.assert(
      fc.property(customFields, customFields, (before, after) => {
        expect(applied(before, after)).to.have.deep.members(after);
      }),
    );
  });

  it('keep their places when they are set, come last when they are new, and leave a list when all go', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((key) => ({ key, value: 1 }));
    const changed = { key: 'a', value: 2 };
    expect(applied([a ?? null, b ?? null], [changed, b ?? null, c ?? null])).to.deep.equal([changed, b, c]);
    expect(applied([a ?? null], [])).to.deep.equal([]);
  });

  it('come to be a list where there was nothing', () => {
    fc.assert(
      fc.property(
        customFields.filter((fields) => fields.length > 0),
        (after) => {
          expect(applied(null, after)).to.deep.equal(after);
        },
      ),
    );
  });
});
