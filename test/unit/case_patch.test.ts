import { expect } from 'chai';
import { casePatch, stateAfter } from '../../server/services/cases/case_patch.js';
import type { PresentHead } from '../../server/services/record_guard.js';
import { present } from '../../server/services/record_guard.js';
import { aCreation, anActor, aSubject } from '../support/records.js';

const byline = { actor: anActor(), at: new Date('2024-05-06T08:00:00.000Z') };

function aCase(): PresentHead {
  const state = { title: 'Odd', tags: ['a', 'b'], assignees: [{ uid: 'u1' }], status: 'open' };
  const head = present(aCreation(aSubject(), { state, owner: 'cases' }).head);
  if (head === undefined) throw new Error('A case that was just made is deleted.');
  return head;
}

describe('a patch of a case (K6.1)', () => {
  it('leaves out what is stored already, lists in any order', () => {
    const sent = { owner: 'cases', tags: ['b', 'a'], title: 'Odd', assignees: [{ uid: '' }, { uid: 'u1' }] };
    expect(casePatch(aCase(), sent)).to.deep.include({ values: {}, changes: [] });
  });

  it('has each value as it is stored, and tells of it in the order of K6.1', () => {
    const sent = {
      status: 'closed',
      assignees: [{ uid: 'u2' }, { uid: 'u2' }],
      tags: [' a', 'c '],
      title: ' New ',
    };
    const patch = casePatch(aCase(), sent);
    expect(patch.values).to.deep.equal({
      status: 'closed',
      assignees: [{ uid: 'u2' }],
      tags: ['a', 'c'],
      title: 'New',
    });
    expect(patch.changes).to.deep.equal([
      { type: 'items', field: 'tags', verb: 'added', items: ['c'] },
      { type: 'items', field: 'tags', verb: 'removed', items: ['b'] },
      { type: 'field', field: 'title', before: 'Odd', after: 'New' },
      { type: 'field', field: 'status', before: 'open', after: 'closed' },
      { type: 'items', field: 'assignees', verb: 'added', items: [{ uid: 'u2' }] },
      { type: 'items', field: 'assignees', verb: 'removed', items: [{ uid: 'u1' }] },
    ]);
    expect(stateAfter(patch, byline)).to.deep.include({
      ...patch.values,
      closed_at: '2024-05-06T08:00:00.000Z',
      updated_at: '2024-05-06T08:00:00.000Z',
    });
  });

  it('tells of a text that only trimming makes the same, and not of such members of a list', () => {
    const patch = casePatch(aCase(), { title: 'Odd ', tags: ['a ', 'b'] });
    expect(patch.changes).to.deep.equal([{ type: 'field', field: 'title', before: 'Odd', after: 'Odd' }]);
    expect(patch.values).to.deep.equal({ title: 'Odd', tags: ['a', 'b'] });
  });
});
