import { expect } from 'chai';
import fc from 'fast-check';
import type { Change } from '../../server/domain/activity.js';
import { applyChanges } from '../../server/domain/changes.js';
import type { JsonObject } from '../../server/domain/json.js';
import { FieldReplay } from '../../server/services/history/state/field_replay.js';
import { frozenSize } from '../../server/services/history/state/frozen_size.js';
import { aFieldChange, aState, someFieldChanges } from '../support/field_changes.js';

describe('Fields while changes are applied to them', () => {
  const replayed = (state: JsonObject, changes: readonly Change[]): FieldReplay => {
    const replay = new FieldReplay(state);
    for (const change of changes) replay.apply(change);
    return replay;
  };

  it('are what applyChanges makes of them, in the same order, looked at in between or not', () => {
    fc.assert(
      fc.property(
        aState,
        fc.array(fc.tuple(aFieldChange, fc.boolean()), { maxLength: 25, size: 'max' }),
        (state, steps) => {
          const changes = steps.map(([change]) => change);
          const replay = new FieldReplay(state);
          const seen = steps.flatMap(([change, looks], i) => {
            replay.apply(change);
            return looks ? [[changes.slice(0, i + 1), replay.state()] as const] : [];
          });
          for (const [applied, result] of [...seen, [changes, replay.state()] as const]) {
            expect(JSON.stringify(result)).to.equal(JSON.stringify(applyChanges(state, applied)));
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('go on from a state as if they had been applied from the beginning', () => {
    const some = someFieldChanges(12);
    fc.assert(
      fc.property(aState, some, some, (state, first, second) => {
        const midway = replayed(state, first).state();
        const result = replayed(midway, second).state();
        expect(JSON.stringify(result)).to.equal(JSON.stringify(applyChanges(state, [...first, ...second])));
      }),
      { numRuns: 500 },
    );
  });

  it('take as many bytes as what is left of them', () => {
    fc.assert(
      fc.property(aState, someFieldChanges(25), (state, changes) => {
        const replay = replayed(state, changes);
        expect(replay.bytes).to.equal(new FieldReplay(replay.state()).bytes);
      }),
      { numRuns: 500 },
    );
  });

  it('cannot be changed by whoever gets them', () => {
    fc.assert(
      fc.property(aState, someFieldChanges(12), (state, changes) => {
        expect(isFrozen(replayed(state, changes).state())).to.equal(true);
      }),
    );
  });

  it('are not made anew where nothing has changed', () => {
    const replay = replayed({ tags: ['a'] }, [
      { type: 'items', field: 'tags', verb: 'added', items: ['b'] },
      { type: 'field', field: 'custom', key: 'a', before: null, after: 1 },
    ]);
    const former = replay.state();
    replay.apply({ type: 'field', field: 'title', before: null, after: 'x' });
    expect(replay.state()['tags']).to.equal(former['tags']);
    expect(replay.state()['custom']).to.equal(former['custom']);
  });
});

describe('The size of a value', () => {
  it('grows with its text, its members and their names', () => {
    const [text, list, object] = [frozenSize('abc'), frozenSize(['abc', 1]), frozenSize({ name: 'abc' })];
    expect([text, list, object]).to.deep.equal([19, 16 + 19 + 16, 16 + 20 + 19]);
  });
});

function isFrozen(value: unknown): boolean {
  return (
    typeof value !== 'object' ||
    value === null ||
    (Object.isFrozen(value) && Object.values(value).every(isFrozen))
  );
}
