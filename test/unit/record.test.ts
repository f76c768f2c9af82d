import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import { ActivityError } from '../../server/domain/errors.js';
import type { RecordHead } from '../../server/domain/record.js';
import { continuation, creation, isStorableId } from '../../server/domain/record.js';
import { matching, seqRange } from '../../server/domain/window.js';

const actor = { kind: 'system' } as const;
const subject = { space: 'default', kind: 'case', id: 'c-1' };
const at = new Date('2026-01-01T10:00:00.000Z');
const title = (after: string): Change => ({ type: 'field', field: 'title', before: null, after });

function aHead(over: Partial<RecordHead> = {}): RecordHead {
  const created: Change = { type: 'created', snapshot: {} };
  const write = creation(
    { subject, owner: 'cases', number: 7 },
    { state: {}, changes: [created], actor, at },
  );
  return { ...write.head, ...over };
}

describe('a write', () => {
  it('numbers entries without gaps and counts their facets', () => {
    const write = continuation(aHead(), { state: {}, changes: [title('a'), title('b')], actor, at });
    expect(write).to.deep.include({ type: 'save', expected: 1, attachments: [] });
    expect(write.activities.map(({ seq }) => seq)).to.deep.equal([2, 3]);
    expect(write.head).to.deep.include({ revision: 2, seq: 3 });
    expect(write.head.counts).to.deep.equal({ created: 1, 'field:title': 2 });
  });

  it('never records an earlier time than that of the entry before', () => {
    const earlier = new Date(at.getTime() - 60_000);
    const write = continuation(aHead(), { state: {}, changes: [title('a')], actor, at: earlier });
    expect(write.activities[0]?.at).to.deep.equal(at);
  });

  it('moves the time of the newest entry with its entries, and without any not at all', () => {
    const later = new Date(at.getTime() + 60_000);
    const silent = continuation(aHead(), { state: {}, changes: [], actor, at: later });
    expect(silent.head).to.deep.include({ revision: 2, seq: 1, lastAt: at });
    const told = continuation(aHead(), { state: {}, changes: [title('a')], actor, at: later });
    expect(told.head.lastAt).to.deep.equal(later);
  });

  it('keeps the last number for the deletion', () => {
    const full = aHead({ seq: 2 ** 20 - 2 });
    expect(() => continuation(full, { state: {}, changes: [title('a')], actor, at }))
      .to.throw(ActivityError, 'full')
      .with.property('code', 'HISTORY_FULL');
    const deletion = continuation(full, {
      state: {},
      changes: [{ type: 'deleted' }],
      actor,
      at,
      deleted: true,
    });
    expect(deletion.head.seq).to.equal(2 ** 20 - 1);
  });
});

describe('seqRange', () => {
  const head = aHead({ seq: 45 });
  const cases: [Parameters<typeof seqRange>[1], ReturnType<typeof seqRange>][] = [
    [
      { order: 'asc', skip: 0, limit: 20 },
      { from: 1, to: 20 },
    ],
    [
      { order: 'asc', skip: 40, limit: 20 },
      { from: 41, to: 45 },
    ],
    [{ order: 'asc', skip: 45, limit: 20 }, undefined],
    [
      { order: 'desc', skip: 0, limit: 20 },
      { from: 26, to: 45 },
    ],
    [
      { order: 'desc', skip: 40, limit: 20 },
      { from: 1, to: 5 },
    ],
    [{ order: 'desc', skip: 45, limit: 20 }, undefined],
    [
      { order: 'desc', skip: 0, limit: 20, upTo: 10 },
      { from: 1, to: 10 },
    ],
    [
      { order: 'asc', skip: 8, limit: 20, upTo: 10 },
      { from: 9, to: 10 },
    ],
  ];
  for (const [window, range] of cases) {
    it(`is ${JSON.stringify(range)} for ${JSON.stringify(window)}`, () => {
      expect(seqRange(head, window)).to.deep.equal(range);
    });
  }
});

describe('matching', () => {
  it('sums the counts of the facets, each once', () => {
    const head = aHead({ seq: 5, counts: { created: 1, 'field:title': 4 } });
    expect(matching(head, undefined)).to.equal(5);
    expect(matching(head, ['field:title', 'field:title', 'pushed', 'constructor'])).to.equal(4);
  });
});

describe('isStorableId', () => {
  for (const id of ['a', '..', '__proto__', 'é'.repeat(256), '💥', 'a/b:c,d']) {
    it(`takes ${id.slice(0, 20)}`, () => {
      expect(isStorableId(id)).to.equal(true);
    });
  }
  for (const id of ['', 'a\0b', '\ud800', 'é'.repeat(257), 'a'.repeat(513)]) {
    it(`refuses ${JSON.stringify(id.slice(0, 20))}`, () => {
      expect(isStorableId(id)).to.equal(false);
    });
  }
});
