import { expect } from 'chai';
import type { Activity, Change } from '../../server/domain/activity.js';
import { RecordReplay } from '../../server/services/history/state/record_replay.js';
import type { RecordState } from '../../server/services/history/state/record_state.js';
import { aChange, aCreation, aSubject } from '../support/records.js';

const ERASED = { erased: true };

type Entry = Change | { readonly change: Change; readonly erased: readonly string[] };

/** What entries say, of some of which parts are erased. */
function told(entries: readonly Entry[]): RecordState {
  const replay = new RecordReplay();
  for (const entry of activitiesOf(entries)) replay.apply(entry);
  return replay.state();
}

function activitiesOf(entries: readonly Entry[]): Activity[] {
  const changes = entries.map((entry) => ('change' in entry ? entry.change : entry));
  return aCreation(aSubject(), { changes }).activities.map((activity, i) => {
    const entry = entries[i];
    if (entry === undefined || !('change' in entry)) return activity;
    const digests = Object.fromEntries(entry.erased.map((name) => [name, 'digest']));
    return { ...activity, seal: { hash: 'hash', salts: {}, digests } };
  });
}

const aComment = (verb: 'created' | 'updated' | 'deleted', commentId: string, text: string): Change => ({
  ...{ type: 'comment', verb, commentId },
  comment: { type: 'user', comment: text },
});
const shown = (id: string, [createdSeq, updatedSeq]: readonly [number, number], text: string) => ({
  ...{ id, createdSeq, updatedSeq },
  comment: { type: 'user', comment: text },
});

describe('Comments as the entries say they were', () => {
  it('are those that are there, in the order of creation, as they were last written', () => {
    const { comments } = told([
      aComment('created', 'a', 'one'),
      aComment('created', 'b', 'two'),
      aComment('created', 'c', 'three'),
      aComment('updated', 'a', 'one!'),
      aComment('deleted', 'b', 'two'),
    ]);
    expect(comments).to.deep.equal([shown('a', [1, 4], 'one!'), shown('c', [3, 3], 'three')]);
  });

  it('count anew when they are created again', () => {
    const { comments } = told([
      aComment('created', 'a', 'one'),
      aComment('created', 'b', 'two'),
      aComment('deleted', 'a', 'one'),
      aComment('created', 'a', 'again'),
      aComment('created', 'b', 'again'),
    ]);
    expect(comments).to.deep.equal([shown('a', [4, 4], 'again'), shown('b', [5, 5], 'again')]);
  });

  it('begin with the entry that first tells of them', () => {
    const { comments } = told([aChange(), aComment('updated', 'a', 'one'), aComment('deleted', 'b', '')]);
    expect(comments).to.deep.equal([shown('a', [2, 2], 'one')]);
  });

  it('take as many bytes as what is left of them', () => {
    const replay = new RecordReplay();
    const changes = ['a', 'b', 'a', 'c'].map((id, i) => aComment('updated', id, '.'.repeat(10 - i)));
    for (const entry of activitiesOf([...changes, aComment('deleted', 'b', '')])) {
      replay.apply(entry);
      expect(replay.bytes).to.equal(new RecordReplay(replay.state()).bytes);
    }
  });

  it('leave the fields and what was told before as they are', () => {
    const replay = new RecordReplay();
    const [first, second] = activitiesOf([aChange('x'), aComment('created', 'a', 'one')]);
    if (first === undefined || second === undefined) return;
    replay.apply(first);
    const former = replay.state();
    replay.apply(second);
    expect([former.comments.length, replay.state().comments.length]).to.deep.equal([0, 1]);
    expect(replay.state().state).to.deep.equal({ title: 'x' });
    expect(replay.state()).to.include({ seq: 2 });
    expect([replay.state().comments, ...replay.state().comments].every(Object.isFrozen)).to.equal(true);
  });
});

describe('Erased values', () => {
  const tags = (verb: 'added' | 'removed', items: readonly string[]): Change => ({
    ...{ type: 'items', field: 'tags', verb, items },
  });

  it('are marked whatever stands in their place', () => {
    const snapshot = { title: '-', owner: 'x' };
    const { state, comments } = told([
      {
        change: { type: 'created', snapshot },
        erased: ['snapshot/title', 'snapshot/a/b', 'snapshot/__proto__'],
      },
      { change: aChange('-', 'status'), erased: ['after'] },
      { change: { ...aChange('-', 'custom'), key: 'a' } as Change, erased: ['before', 'after'] },
      { change: { ...aChange('y', 'custom'), key: 'b' } as Change, erased: ['before'] },
      { change: aComment('created', 'a', '-'), erased: ['comment'] },
      { change: aComment('updated', 'b', 'text'), erased: ['before', 'actor'] },
    ]);
    expect(Object.entries(state)).to.deep.equal([
      ...[
        ['title', ERASED],
        ['owner', 'x'],
        ['a/b', ERASED],
        ['__proto__', ERASED],
      ],
      ...[
        ['status', ERASED],
        ['custom', { a: ERASED, b: 'y' }],
      ],
    ]);
    expect(comments.map(({ comment }) => comment)).to.deep.equal([ERASED, { type: 'user', comment: 'text' }]);
  });

  it('of a set leave nothing certain of it, until it is set as a whole', () => {
    const added: Entry = { change: tags('added', ['-']), erased: ['items'] };
    const removed: Entry = { change: tags('removed', ['-']), erased: ['items'] };
    expect(told([tags('added', ['a']), added]).state).to.deep.equal({ tags: ERASED });
    expect(told([tags('added', ['a']), removed]).state).to.deep.equal({ tags: ERASED });
    expect(told([added, tags('added', ['b'])]).state).to.deep.equal({ tags: [ERASED, 'b'] });
    const whole: Change = { type: 'field', field: 'tags', before: null, after: ['c'] };
    expect(told([added, whole]).state).to.deep.equal({ tags: ['c'] });
  });

  it('are gone when a later entry says something else', () => {
    const erased: Entry = { change: aComment('created', 'a', '-'), erased: ['comment'] };
    const gone: Entry = { change: aChange('-'), erased: ['after'] };
    const { state, comments } = told([erased, gone, aComment('updated', 'a', 'text'), aChange('x')]);
    expect([state, comments]).to.deep.equal([{ title: 'x' }, [shown('a', [1, 3], 'text')]]);
  });
});
