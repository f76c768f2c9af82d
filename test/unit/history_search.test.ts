import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity, Change } from '../../server/domain/activity.js';
import type { Json } from '../../server/domain/json.js';
import { hasTerms, searchTerms, termsFound } from '../../server/services/history/entry_search.js';
import { anActor, aSubject } from '../support/records.js';

function anEntry(over: Partial<Activity> = {}): Activity {
  const change: Change = { type: 'field', field: 'severity', key: 'k-1', before: 'low', after: 'Critical' };
  return {
    ...{ id: 'e', seq: 1, subject: aSubject({ id: 'Case-42' }), owner: 'securitySolution' },
    ...{ at: new Date(0), actor: anActor({ profileUid: 'u-9' }), change },
    ...over,
  };
}

function has(entry: Activity, q: string): boolean {
  return hasTerms(entry, searchTerms(q));
}

function withValue(after: Json): Activity {
  return anEntry({ change: { type: 'field', field: 'title', before: null, after } });
}

describe('a search in an entry (N5.2)', () => {
  it('looks for each term once, and for none that is part of another', () => {
    expect(searchTerms(' Host\u00a0HOST\thost-7\nß  é ')).to.deep.equal(['host-7', 'ß', 'e']);
    expect(searchTerms(' \u0301 ')).to.deep.equal([]);
    expect(has(anEntry(), ' ')).to.equal(true);
  });

  it('finds every term anywhere in values, names and ids, however it is written', () => {
    const found = ['CRIT', 'low critical', 'garcia', 'ana@', 'ana.g', 'case-42', 'k-1', 'severity'];
    for (const q of found) expect(has(anEntry(), q), q).to.equal(true);
    for (const q of ['critical high', 'u-9', 'securitySolution', 'default']) {
      expect(has(anEntry(), q), q).to.equal(false);
    }
  });

  it('finds strings and numbers of every change, at any depth, and of the context; no names of members', () => {
    const changes: readonly Change[] = [
      { type: 'created', snapshot: { a: [{ b: 'deep-1' }] } },
      { type: 'items', field: 'tags', verb: 'added', items: ['x', { v: 'deep-1' }] },
      { type: 'comment', verb: 'updated', commentId: 'c', comment: { a: '' }, before: { t: 'deep-1' } },
      { type: 'comment', verb: 'created', commentId: 'c', comment: { t: 'deep-1' } },
      { type: 'pushed', externalService: { url: 'x/deep-1' } },
    ];
    for (const change of changes) expect(has(anEntry({ change }), 'deep-1'), change.type).to.equal(true);
    expect(has(anEntry({ change: { type: 'deleted' } }), 'deep-1')).to.equal(false);
    const context = { source: 'api', requestId: 'req-77' } as const;
    expect(has(anEntry({ context }), 'req-77 api')).to.equal(true);
    expect(has(withValue({ member: [true, null, 12.5] }), '2.5')).to.equal(true);
    for (const q of ['member', 'true', 'null'])
      expect(has(withValue({ member: [true, null] }), q)).to.equal(false);
  });

  it('does not find what is erased, whatever stands in its place', () => {
    const context = { requestId: 'req-77' };
    const found = (q: string, ...parts: readonly string[]): boolean =>
      has(
        anEntry({ context, seal: { hash: '', digests: Object.fromEntries(parts.map((p) => [p, ''])) } }),
        q,
      );
    expect(found('ana', 'before')).to.equal(true);
    expect(found('ana', 'actor')).to.equal(false);
    expect(found('req-77', 'context')).to.equal(false);
    expect([found('low', 'before'), found('critical', 'before')]).to.deep.equal([false, true]);
    const snapshot = { title: 'one', tags: ['two'] };
    const seal = { hash: '', digests: { 'snapshot/title': '' } };
    const created = anEntry({ change: { type: 'created', snapshot }, seal });
    expect([has(created, 'one'), has(created, 'two')]).to.deep.equal([false, true]);
  });

  it('finds no term across two texts, in whichever order they come', () => {
    for (const texts of [
      ['ab', 'cd'],
      ['cd', 'ab'],
    ]) {
      expect([has(withValue(texts), 'bc'), has(withValue(texts), 'ab cd')]).to.deep.equal([false, true]);
    }
    expect(has(withValue('b'), 'titleb')).to.equal(false);
  });

  it('finds every term within a text, however long that is and wherever the term stands', () => {
    for (let length = 8_100; length <= 8_200; length += 1) {
      const entry = withValue(`${'x'.repeat(length)}n𝐀edle${'x'.repeat(length)}`);
      expect(has(entry, 'xNaEDLEx'), String(length)).to.equal(true);
      expect(has(entry, 'naedl needlex')).to.equal(false);
    }
    const piece = fc.constantFrom('x', 'é', '😀', 'Σ', '\ufdfa');
    const property = fc.property(
      ...[fc.integer({ min: 0, max: 8_300 }), piece, fc.array(piece, { minLength: 1, maxLength: 30 })],
      (length, filler, needle) => {
        const [text, term] = [filler.repeat(length), `y${needle.join('')}z`];
        expect(has(withValue(text + term + text), term)).to.equal(true);
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  it('pauses before each further 8,192 characters, and finds the same', async () => {
    for (const [q, found] of [
      ['end', true],
      ['nowhere', false],
    ] as const) {
      let pauses = 0;
      const pause = (): Promise<void> => {
        pauses += 1;
        return Promise.resolve();
      };
      const entry = withValue(`${'x'.repeat(100_000)} end`);
      expect(await termsFound(entry, searchTerms(q), pause)).to.equal(found);
      expect(pauses).to.equal(12);
    }
  });

  it('gets through values of any depth and any number of members', () => {
    let deep: Json = 'bottom';
    for (let i = 0; i < 100_000; i += 1) deep = [deep];
    expect(has(withValue(deep), 'bottom')).to.equal(true);
    expect(has(withValue(Array.from({ length: 300_000 }, (_, i) => i)), '299999')).to.equal(true);
  });
});
