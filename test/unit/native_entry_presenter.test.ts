import { expect } from 'chai';
import type { Activity, Change } from '../../server/domain/activity.js';
import { toEntry } from '../../server/http/native/answer/entry_presenter.js';
import { ENGLISH } from '../../server/http/prose/english.js';
import { aCreation, aSubject } from '../support/records.js';

const VIEW = { include: [], language: ENGLISH, now: new Date('2026-03-04T10:00:00Z') };

function anActivity(over: Partial<Activity>): Activity {
  const [first] = aCreation(aSubject()).activities;
  if (first === undefined) throw new Error('There is no entry.');
  return { ...first, ...over };
}

/** The entry with these parts erased; their values may be anything by now. */
function without(entry: Activity, ...names: readonly string[]): Activity {
  const digests = Object.fromEntries(names.map((name) => [name, 'd'.repeat(43)]));
  return { ...entry, seal: { hash: 'h'.repeat(43), salts: {}, digests } };
}

describe('an entry of which parts were erased (N2)', () => {
  const shown = (change: Change, ...names: readonly string[]) =>
    toEntry(without(anActivity({ change }), ...names), VIEW);

  it('names them, and shows each as erased whatever stands in its place', () => {
    const field = { type: 'field', field: 'title', before: 'old', after: 'new' } as const;
    expect(shown(field, 'before')).to.deep.include({
      erased: ['before'],
      change: { field: 'title', before: { erased: true }, after: 'new' },
    });
    const items = { type: 'items', field: 'tags', verb: 'added', items: ['a'] } as const;
    expect(shown(items, 'items').change).to.deep.equal({
      ...{ field: 'tags', verb: 'added', items: { erased: true } },
    });
    const comment = {
      type: 'comment',
      verb: 'updated',
      commentId: 'c',
      comment: { a: 1 },
      before: { a: 0 },
    } as const;
    expect(shown(comment, 'comment', 'before').change).to.deep.equal({
      ...{ verb: 'updated', commentId: 'c', comment: { erased: true }, before: { erased: true } },
    });
    const pushed = { type: 'pushed', externalService: { name: 'x' } } as const;
    expect(shown(pushed, 'externalService').change).to.deep.equal({ externalService: { erased: true } });
  });

  it('shows members of a snapshot that are not there any more', () => {
    const created = { type: 'created', snapshot: { title: 'T', status: 'open' } } as const;
    const { change, erased } = shown(created, 'snapshot/title', 'snapshot/__proto__');
    expect(erased).to.deep.equal(['snapshot/__proto__', 'snapshot/title']);
    expect(JSON.stringify(change)).to.equal(
      '{"snapshot":{"title":{"erased":true},"status":"open","__proto__":{"erased":true}}}',
    );
  });

  it('has an actor that says so, and what is there of the context otherwise', () => {
    const actor = { kind: 'user', username: 'erased-4f1c09' } as const;
    const entry = { ...anActivity({ actor }), context: { source: 'api', requestId: 'r' } } as const;
    expect(toEntry(without(entry, 'actor'), VIEW)).to.deep.include({
      actor: { ...actor, erased: true },
      context: { source: 'api', requestId: 'r' },
    });
    expect(toEntry(without(entry, 'context'), VIEW).context).to.deep.equal({ erased: true });
  });
});
