import { expect } from 'chai';
import fc from 'fast-check';
import type { Change } from '../../server/domain/activity.js';
import { applyChanges } from '../../server/domain/changes.js';
import { isJsonArray, isJsonObject, sameJson } from '../../server/domain/json.js';
import type { Json, JsonObject } from '../../server/domain/json.js';
import { identityOf } from '../../server/domain/json_identity.js';
import { RecordStates } from '../../server/services/history/state/record_states.js';
import { stateDiff } from '../../server/services/history/state/state_diff.js';
import type { StateDiff } from '../../server/services/history/state/state_diff.js';
import { someFieldChanges } from '../support/field_changes.js';
import { keptHistory, openOwnStore } from '../support/kept_history.js';
import type { OwnStore } from '../support/kept_history.js';

describe('The difference between two moments of a record', () => {
  let own: OwnStore;
  before(async () => (own = await openOwnStore()));
  after(() => own.end());

  const between = async (changes: readonly Change[], from = 1, to = changes.length): Promise<StateDiff> => {
    const head = await keptHistory(own.store, changes);
    return stateDiff(new RecordStates(own.store), head, { from, to });
  };

  it('gives the later state when it is applied to the earlier one, and tells of nothing that is the same', async () => {
    const history = someFieldChanges(20, 1);
    await fc.assert(
      fc.asyncProperty(history, fc.nat(20), fc.nat(20), async (changes, a, b) => {
        const [from, to] = [Math.min(a, b, changes.length), Math.min(Math.max(a, b), changes.length)];
        const diff = await between(changes, from, to);
        const [old, now] = [from, to].map((end) => applyChanges({}, changes.slice(0, end)));
        const result = applyChanges(old ?? {}, diff.changes.map(asChange));
        expect(comparable(result)).to.deep.equal(comparable(now ?? {}));
        for (const change of diff.changes) {
          if ('verb' in change) expect(change.items).not.to.have.length(0);
          else expect(sameJson(change.before, change.after), change.field).to.equal(false);
        }
        expect(diff).to.include({ from, to, entries: to - from });
      }),
      { numRuns: 150 },
    );
  });

  it('is told by field, then by key, removed members before added ones', async () => {
    const { changes } = await between([
      { type: 'created', snapshot: { tags: ['a', 'b'], title: 'x', custom: { z: 1 } } },
      field('title', 'y'),
      items('tags', 'added', ['c', 'd']),
      field('custom', 3, 'z'),
      items('tags', 'removed', ['a', 'd']),
      field('custom', 2, 'b'),
      items('new', 'added', ['n']),
    ]);
    expect(changes).to.deep.equal([
      { field: 'custom', key: 'b', before: null, after: 2 },
      { field: 'custom', key: 'z', before: 1, after: 3 },
      { field: 'new', verb: 'added', items: ['n'] },
      { field: 'tags', verb: 'removed', items: ['a'] },
      { field: 'tags', verb: 'added', items: ['c'] },
      { field: 'title', before: 'x', after: 'y' },
    ]);
  });

  it('tells of every field of the snapshot from before the record on', async () => {
    const history: Change[] = [
      { type: 'created', snapshot: { tags: ['a'], title: 'x', none: null } },
      items('tags', 'added', ['b']),
      items('people', 'added', ['c']),
    ];
    const { changes } = await between(history, 0);
    expect(changes).to.deep.equal([
      { field: 'people', verb: 'added', items: ['c'] },
      { field: 'tags', before: null, after: ['a', 'b'] },
      { field: 'title', before: null, after: 'x' },
    ]);
    const again: Change[] = [...history, { type: 'created', snapshot: { title: 'z' } }];
    expect((await between(again, 1)).changes).to.deep.equal([
      { field: 'tags', before: ['a'], after: null },
      { field: 'title', before: 'x', after: 'z' },
    ]);
  });

  it('leaves out what went away and came back', async () => {
    const snapshot = { tags: ['a', 'b'], title: 'x', custom: { a: 1 } };
    const { changes, comments } = await between([
      { type: 'created', snapshot },
      ...[field('title', 'y'), field('title', 'x'), field('custom', 2, 'a'), field('custom', 1, 'a')],
      ...[items('tags', 'removed', ['a']), items('tags', 'added', ['a'])],
      ...[comment('created', 'a'), comment('deleted', 'a')],
    ]);
    expect([changes, comments]).to.deep.equal([[], { created: [], updated: [], deleted: [] }]);
  });

  it('tells of a field as a whole that was changed in more than one way or is no set', async () => {
    const { changes } = await between([
      { type: 'created', snapshot: { a: ['x'], b: { k: 1 }, c: 'x', d: 'x', e: ['x'], f: ['x'] } },
      ...[field('a', ['y']), items('a', 'added', ['z'])],
      ...[items('b', 'added', [1]), field('b', 2, 'k')],
      ...[items('c', 'added', ['y']), field('d', 1, 'k'), field('f', 1, 'k')],
      ...[field('e', 1, 'k'), items('e', 'removed', [{ k: 1 }]), items('e', 'added', ['y'])],
    ]);
    expect(changes).to.deep.equal([
      { field: 'a', before: ['x'], after: ['y', 'z'] },
      { field: 'b', before: { k: 1 }, after: { k: 2 } },
      { field: 'c', before: 'x', after: ['x', 'y'] },
      { field: 'd', before: 'x', after: { k: 1 } },
      { field: 'e', before: ['x'], after: ['y'] },
      { field: 'f', before: ['x'], after: { k: 1 } },
    ]);
  });

  it('finds the members of a list that has keys', async () => {
    const [old, now] = [
      { key: 'b', value: 1 },
      { key: 'b', value: 2 },
    ];
    const { changes } = await between([
      { type: 'created', snapshot: { customFields: [{ key: 'a', value: 1 }, old] } },
      field('customFields', now, 'b'),
    ]);
    expect(changes).to.deep.equal([{ field: 'customFields', key: 'b', before: old, after: now }]);
  });

  it('names comments that came, changed and went, in the order of their creation', async () => {
    const history = [
      ...['a', 'b', 'c', 'd'].map((id) => comment('created', id)),
      ...[comment('updated', 'c', 'changed'), comment('updated', 'b', 'changed'), comment('updated', 'b')],
      ...[comment('deleted', 'd'), comment('deleted', 'a'), comment('created', 'f'), comment('created', 'e')],
      comment('updated', 'f', 'changed'),
    ];
    expect((await between(history, 4)).comments).to.deep.equal({
      ...{ created: ['f', 'e'], updated: ['c'], deleted: ['a', 'd'] },
    });
    expect((await between(history, 0)).comments.created).to.deep.equal(['b', 'c', 'f', 'e']);
  });
});

function field(name: string, after: Json, key?: string): Change {
  return { type: 'field', field: name, before: null, after, ...(key !== undefined && { key }) };
}

function items(name: string, verb: 'added' | 'removed', members: readonly Json[]): Change {
  return { type: 'items', field: name, verb, items: members };
}

function comment(verb: 'created' | 'updated' | 'deleted', commentId: string, text = 'text'): Change {
  return { type: 'comment', verb, commentId, comment: { type: 'user', comment: text } };
}

function asChange(change: StateDiff['changes'][number]): Change {
  return 'verb' in change ? { type: 'items', ...change } : { type: 'field', ...change };
}

/** The state as texts, without nulls and what is empty, lists as sets. */
function comparable(state: JsonObject): readonly string[] {
  const values = Object.entries(state).map(([name, value]) => {
    if (isJsonArray(value)) return [name, ...new Set(value.map(textOf).sort())];
    if (!isJsonObject(value)) return value === null ? [] : [name, textOf(value)];
    const members = Object.entries(value).filter(([, member]) => member !== null);
    return [name, ...members.map(([key, member]) => `${key}: ${textOf(member)}`).sort()];
  });
  return values
    .filter(({ length }) => length > 1)
    .map((texts) => texts.join('\n'))
    .sort();
}

function textOf(value: Json): string {
  return JSON.stringify(identityOf(value));
}
