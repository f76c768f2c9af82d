import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import type { RecordInput } from '../../server/index.js';
import { ActivityError } from '../../server/index.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { actor, aThing, errorOf } from '../support/host_records.js';

describe('what a host hands to record', () => {
  let host: TestHost;
  before(async () => {
    host = await startHost();
  });
  after(() => host.stop());

  const record = (over: object): Promise<unknown> =>
    host.activity.record({ subject: aThing(), owner: 'cases', actor, after: {}, ...over });

  it('is written as it was when the call was made, also after conflicts', async () => {
    const subject = aThing();
    const state = { disk: 'ok', tags: ['a'] };
    const mira: { kind: 'user'; username: string } = { kind: 'user', username: 'mira' };
    const at = new Date('2026-01-01T00:00:00.000Z');
    const written = host.activity.record({ subject, owner: 'cases', actor: mira, after: state, at });
    state.disk = 'full';
    state.tags.push('b');
    mira.username = 'eve';
    at.setFullYear(1999);
    await written;
    const rivals = Array.from({ length: 10 }, (_, i) => {
      const after = { [`n${String(i)}`]: i };
      const change = host.activity.record({ subject, owner: 'cases', actor, before: {}, after });
      for (const key of Object.keys(after)) after[key] = -1;
      return change;
    });
    await Promise.all(rivals);
    const { activities } = await host.activity.find({ subject, order: 'asc', limit: 100 });
    expect(activities[0]?.change).to.deep.equal({ type: 'created', snapshot: { disk: 'ok', tags: ['a'] } });
    expect(activities[0]?.actor.username).to.equal('mira');
    expect(activities[0]?.at.toISOString()).to.equal('2026-01-01T00:00:00.000Z');
    const values = activities.slice(1).map(({ change }) => change.type === 'field' && change.after);
    expect(values.sort()).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('keeps the known members of an actor and nothing else', async () => {
    const subject = aThing();
    const user = { username: 'mira', passwordHash: 'scrypt', email: null, picture: 'javascript:alert(1)' };
    await host.activity.record({
      subject,
      owner: 'cases',
      actor: { kind: 'user', ...user } as never,
      after: {},
    });
    const [entry] = (await host.activity.find({ subject })).activities;
    expect(JSON.parse(JSON.stringify(entry?.actor))).to.deep.equal({ kind: 'user', username: 'mira' });
  });

  it('keeps a picture of an actor that can be shown', async () => {
    const subject = aThing();
    const picture = 'https://x.example/a.png';
    await host.activity.record({ subject, owner: 'cases', actor: { ...actor, picture }, after: {} });
    const [entry] = (await host.activity.find({ subject })).activities;
    expect(entry?.actor).to.deep.include({ ...actor, picture });
  });

  it('may come from another realm', async () => {
    const subject = aThing();
    const after = runInNewContext('({ a: 1, list: [{ b: null }] })') as RecordInput['after'];
    const at = runInNewContext('new Date(0)') as Date;
    await host.activity.record({ subject, owner: 'cases', actor, after, at });
    const [entry] = (await host.activity.find({ subject })).activities;
    expect(entry?.change).to.deep.equal({ type: 'created', snapshot: { a: 1, list: [{ b: null }] } });
    expect(entry?.at.getTime()).to.equal(0);
  });

  const bad: readonly (readonly [string, object, string])[] = [
    ['a time as text', { at: '2026-01-01T00:00:00Z' }, 'at must be a valid Date'],
    ['a time as number', { at: 0 }, 'at must be a valid Date of the years 0 to 9999, found: 0'],
    ['a year with five digits', { at: new Date('+010000-01-01') }, 'at must be a valid Date'],
    ['a year before 0', { at: new Date('-000001-01-01') }, 'at must be a valid Date'],
    ['no subject', { subject: undefined }, 'subject must be an object, found: missing'],
    ['no actor', { actor: undefined }, 'actor must be an object, found: missing'],
    ['null as actor', { actor: null }, 'actor must be an object, found: null'],
    [
      'a number as name',
      { actor: { kind: 'user', username: 42 } },
      'actor.username must be a text, found: 42',
    ],
    [
      'an unconfigured space',
      { subject: { ...aThing(), space: 'nowhere' } },
      'subject.space must be a configured',
    ],
    ['an instance of a class', { after: { user: new Map() } }, 'after.user must be JSON'],
    ['half a character', { after: { a: { b: ['\ud83d'] } } }, 'after.a.b[0] must not hold half a character'],
    ['half a character in a name', { after: { '\ud83d': 1 } }, 'must not hold half a character'],
    ['an integer that is not exact', { after: { n: 2 ** 53 } }, 'after.n must be finite, and as an integer'],
    [
      'a hole in a list',
      { after: { a: Object.assign([], { 1: 1 }) } },
      'after.a[0] must be JSON, found: missing',
    ],
    [
      'a getter that throws',
      {
        after: {
          get a() {
            throw new Error('no');
          },
        },
      },
      'after.a cannot be read',
    ],
  ];
  for (const [what, over, message] of bad) {
    it(`refuses ${what}, with its path and what was found`, async () => {
      const error = await errorOf(record(over));
      expect(error.code).to.equal('INVALID_REQUEST');
      expect(error.message).to.contain(message);
      expect(error.details['path']).to.be.a('string');
    });
  }

  it('is stored as it was checked, whatever value it is, or refused', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    const value = fc.anything({
      ...{ withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withNullPrototype: true },
      ...{ withObjectString: true, withSet: true, withSparseArray: true, withTypedArray: true },
      key: fc.oneof(text, fc.constantFrom('__proto__', 'toJSON', 'constructor', 'a.b', '$set', '')),
      values: [
        text,
        fc.double(),
        fc.integer(),
        fc.constantFrom(-0, 2 ** 53, null, true, Symbol('s'), undefined),
      ],
    });
    const fields = fc.dictionary(fc.string({ unit: 'binary' }), fc.oneof(value, fc.jsonValue()), {
      maxKeys: 4,
    });
    const state = fc.oneof({ weight: 5, arbitrary: fields }, { weight: 1, arbitrary: value });
    let stored = 0;
    await fc.assert(
      fc.asyncProperty(state, async (given) => {
        const subject = aThing();
        const after = given as RecordInput['after'];
        const failure = await host.activity
          .record({ subject, owner: 'cases', actor, before: undefined, after })
          .then(
            () => undefined,
            (reason: unknown) => reason,
          );
        const { activities, total } = await host.activity.find({ subject });
        if (failure !== undefined) {
          expect(failure).to.be.instanceOf(ActivityError);
          expect((failure as ActivityError).code).to.be.oneOf(['INVALID_REQUEST', 'RECORD_NOT_FOUND']);
          expect(total).to.equal(0);
          return;
        }
        stored += 1;
        const change = activities[0]?.change;
        const snapshot: unknown = change?.type === 'created' ? change.snapshot : undefined;
        expect(snapshot).to.deep.equal(JSON.parse(JSON.stringify(given)));
      }),
      {
        numRuns: 200,
        examples: [
          [{ ['__proto__']: { a: -0 } }],
          [JSON.parse('{"__proto__":1,"a":[{"constructor":null}]}')],
        ],
      },
    );
    expect(stored).to.be.greaterThan(20);
  });

  it('refuses a cycle, and more than there is room for', async () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect((await errorOf(record({ after: cycle }))).code).to.equal('INVALID_REQUEST');
    const fields = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${String(i)}`, i]));
    for (const after of [{ text: 'x'.repeat(2 ** 20) }, fields, { list: Array(70_000).fill(0) }]) {
      expect((await errorOf(record({ after }))).code).to.equal('PAYLOAD_TOO_LARGE');
    }
  });

  it('refuses a time that has not come, and takes one that is nearly there', async () => {
    const error = await errorOf(record({ at: new Date(Date.now() + 301_000) }));
    expect([error.code, error.details['path']]).to.deep.equal(['TIME_AHEAD', 'at']);
    await record({ at: new Date(Date.now() + 290_000) });
  });

  it('is told what was recorded when it comes too late', async () => {
    const subject = aThing();
    await host.activity.record({ subject, owner: 'cases', actor, after: { a: 1, b: [2] } });
    const stale = host.activity.record({ subject, owner: 'cases', actor, before: { b: 7 }, after: { b: 8 } });
    const error = await errorOf(stale);
    expect(error.code).to.equal('VERSION_CONFLICT');
    expect(error.details).to.deep.equal({ field: 'b', recorded: [2], seq: 1 });
  });
});
