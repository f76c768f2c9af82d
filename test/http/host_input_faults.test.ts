import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { actor, anInput, errorOf } from '../support/host_records.js';
import { deep, deepList, lying, withdrawn } from '../support/odd_values.js';

const SUBJECT = { space: 'default', kind: 'server', id: 'in' } as const;
const UNREADABLE = {
  get space() {
    throw new Error('not connected');
  },
};
const NOW = new Date('2026-03-04T10:15:00.000Z');

describe('the faults of an input of record and find', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost({
      clock: () => NOW,
      config: { security: { enabled: false }, spaces: [{ id: 'team-a' }] },
    });
  });
  after(() => host.stop());

  const faults: readonly (readonly [string, object, string])[] = [
    ['a subject without an id', { subject: { space: 'default', kind: 'x' } }, 'subject.id must be'],
    ['null as subject', { subject: null }, 'subject must be an object, found: null.'],
    [
      'a space in capitals',
      { subject: { ...SUBJECT, space: 'Default' } },
      'subject.space must be made of a-z, 0-9, _ and -, found: "Default".',
    ],
    ['a number as space', { subject: { ...SUBJECT, space: 7 } }, 'subject.space must be made of a-z'],
    ['no kind', { subject: { ...SUBJECT, kind: '' } }, 'subject.kind must be 1 to 64 characters'],
    ['a number as kind', { subject: { ...SUBJECT, kind: 7 } }, 'NUL, found: 7.'],
    [
      'a kind that is too long',
      { subject: { ...SUBJECT, kind: 'k'.repeat(65) } },
      'subject.kind must be 1 to 64 characters of well-formed Unicode without NUL, found: a text of 65',
    ],
    ['an empty id', { subject: { ...SUBJECT, id: '' } }, 'Unicode without NUL, found: "".'],
    [
      'a subject that cannot be read',
      { subject: UNREADABLE },
      'subject.space cannot be read, found: an Error.',
    ],
    [
      'neither before nor after',
      { after: undefined },
      'before is needed where there is no after, found: missing',
    ],
    ['no owner', { owner: undefined }, 'owner must be a configured owner, found: missing.'],
    ['a symbol as owner', { owner: Symbol('x') }, 'owner must be a configured owner, found: a symbol.'],
    ['null as actor', { actor: null }, 'actor must be an object, found: null.'],
    ['no kind of actor', { actor: { username: 'mira' } }, 'actor.kind is needed, found: missing.'],
    [
      'half a name',
      { actor: { ...actor, fullName: '\ud83d' } },
      'actor.fullName must not hold half a character',
    ],
    ['null as date', { at: null }, 'at must be a valid Date'],
    ['null as state', { after: null }, 'after must be a plain object, found: null.'],
    ['a text as state', { after: 'x' }, 'after must be a plain object, found: "x".'],
    ['a list of no length', { after: { l: lying(-1) } }, 'after.l must be a list, found: a list.'],
    ['objects in one another', { after: deep(50) }, 'after.value.value is nested deeper than 50 levels.'],
    ['lists in one another', { after: { l: deepList(50) } }, 'after.l[0] is nested deeper than 50 levels.'],
    ['a list as state', { after: [] }, 'after must be a plain object, found: a list.'],
    ['undefined in a state', { after: { 'a b': undefined } }, 'after["a b"] must be JSON, found: missing.'],
    ['a big negative integer', { before: { n: -1e300 } }, 'before.n must be finite'],
    ['a bigint', { after: { n: 1n } }, 'after.n must be JSON, found: a bigint.'],
    [
      'a list with members',
      { after: { l: Object.assign([1], { x: 1 }) } },
      'after.l must not have members besides its items',
    ],
    [
      'a name of a field that is too long',
      { after: { ['é'.repeat(257)]: 1 } },
      'after must not have names longer than 512 bytes, found: a text of 257 characters.',
    ],
  ];
  for (const [what, over, sentence] of faults) {
    it(`is refused with path and finding: ${what}`, async () => {
      const error = await errorOf(host.activity.record(anInput(over)));
      expect(error.message).to.contain(sentence);
      expect(error.code).to.equal('INVALID_REQUEST');
      if (!sentence.includes('nested')) expect(error.details).to.include.keys('path', 'found');
    });
  }

  const findings: readonly (readonly [string, unknown, string])[] = [
    ['a short text', 'x'.repeat(40), `"${'x'.repeat(40)}"`],
    ['a longer text', 'x'.repeat(41), 'a text of 41 characters'],
    ['a boolean', true, 'true'],
    ['an object', {}, 'an object'],
    ['a date', new Date(0), 'a Date'],
    ['an object with a long name', { [Symbol.toStringTag]: 'x'.repeat(50) }, `a ${'x'.repeat(40)}`],
    ['an object that nobody can look at', withdrawn(), 'an object that cannot be read'],
  ];
  for (const [what, owner, found] of findings) {
    it(`is refused with a few words about what was found: ${what}`, async () => {
      const error = await errorOf(host.activity.record(anInput({ owner })));
      expect(error.details).to.deep.equal({ path: 'owner', found });
    });
  }

  it('keeps what a member of it has thrown as the cause, and has no other', async () => {
    const failure = new Error('not connected');
    const throwing = (name: string): object =>
      Object.defineProperty({}, name, {
        enumerable: true,
        get: () => {
          throw failure;
        },
      });
    for (const over of [{ after: throwing('a') }, { subject: throwing('space') }]) {
      const error = await errorOf(host.activity.record(anInput(over)));
      expect(error.cause).to.equal(failure);
      expect([error.name, error.details['found']]).to.deep.equal(['ActivityError', 'an Error']);
    }
    expect(await errorOf(host.activity.record(anInput({ owner: 7 })))).to.not.have.property('cause');
  });
});
