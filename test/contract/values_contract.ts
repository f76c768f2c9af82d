import { expect } from 'chai';
import fc from 'fast-check';
import type { Actor, Change } from '../../server/domain/activity.js';
import type { Json, JsonObject } from '../../server/domain/json.js';
import {
  aContinuation,
  aCreation,
  anActor,
  anAttachment,
  append,
  aSubject,
  aWindow,
  pageOf,
} from '../support/records.js';
import { onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

// Parsed, because in a literal `__proto__` would set the prototype.
const ODD_STATE = JSON.parse(`{
  "__proto__": { "polluted": true }, "constructor": 1, "toString": null, "$set": { "$where": "1" }, "a.b": { "c.d": [] },
  "": { "": "" }, "$": 1, "0": "zero", "ключ": "значение", "🔥": "🕵️‍♀️", "nul\\u0000key": "nul\\u0000value",
  "lone": "\\ud800", "numbers": [1e300, -1e-300, 5e-324, -0, 0, 9007199254740993, 2147483648, -1, 0.1],
  "none": null, "false": false, "emptyList": [], "emptyObject": {}, "lists": [[], [[]], [null]],
  "_id": "x", "toJSON": "x", "_bsontype": "ObjectId", "$date": "2024-01-01", "$numberLong": "1",
  "date": "2024-05-06T07:08:09.123Z", "undefined": "undefined"
}`) as JsonObject;

/** Values come back exactly as they went in. */
export function describeValues(fresh: FreshFixture): void {
  describe('values', () => {
    it(
      'gives odd JSON back exactly, in state, changes and attachments',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const state = Object.fromEntries([
          ...Object.entries(ODD_STATE),
          ['deep', nested(45)],
          ['long', 'é'.repeat(100_000)],
        ]);
        const attachment = anAttachment({ state });
        const first = aCreation(subject, {
          state,
          changes: [{ type: 'created', snapshot: state }],
          attachments: [{ type: 'put', attachment }],
        });
        const second = aContinuation(first.head, {
          state,
          changes: [
            { type: 'field', field: '__proto__', before: state, after: null },
            { type: 'field', field: 'a.b$\u0000\ud800'.repeat(500), key: '', before: -0, after: state },
            { type: 'items', field: '', verb: 'removed', items: [null, -0, state] },
            { type: 'comment', verb: 'updated', commentId: '..', comment: state, before: state },
            { type: 'pushed', externalService: state },
          ],
        });
        await store.commit([first]);
        await store.commit([second]);
        const page = await pageOf(store, subject, aWindow());
        expectSame(page?.head.state, state);
        expectSame((await store.record(subject))?.attachments[0]?.state, state);
        const entries = [...first.activities, ...second.activities];
        for (const [i, entry] of entries.entries()) expectSame(page?.activities[i], entry);
        expectSame((await soundHead(store, subject)).counts, second.head.counts);
        for (const facet of Object.keys(second.head.counts)) {
          const found = await pageOf(store, subject, aWindow({ facets: [facet] }));
          expect(found?.activities, facet.slice(0, 20)).to.have.length(1);
        }
        expect(Object.hasOwn(Object.prototype, 'polluted')).to.equal(false);
      }),
    );

    it(
      'gives any JSON back exactly',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const json = fc
          .jsonValue({ noUnicodeString: false, depthSize: 'medium' })
          .map((value) => value as Json);
        const property = fc.asyncProperty(fc.array(json, { maxLength: 3 }), json, async (list, after) => {
          const subject = aSubject();
          const changes = [{ type: 'field', field: 'f', before: list, after } as const];
          await append(store, subject, () => ({ state: { list, after }, changes }));
          const page = await pageOf(store, subject, aWindow());
          expectSame(page?.head.state, { list, after });
          expectSame(page?.activities[0]?.change, changes[0]);
        });
        await fc.assert(property, { numRuns: 30 });
      }),
    );

    it(
      'gives actors and changes that an earlier version wrote back as ones of ours',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const odd = { kind: 'user', username: 'mira', fullName: 7, email: null, picture: null, roles: ['x'] };
        const actors = [odd, { ...odd, kind: 'robot' }, { kind: 'robot', username: null }, null] as const;
        for (const actor of actors) {
          await append(store, subject, () => ({ actor: actor as unknown as Actor }));
        }
        const broken = {
          type: 'comment',
          verb: 'created',
          commentId: null,
          comment: {},
        } as unknown as Change;
        await append(store, subject, () => ({ changes: [broken] }));
        const entries = (await pageOf(store, subject, aWindow()))?.activities;
        const mira = { kind: 'user', username: 'mira' };
        expect(entries?.slice(0, 4).map(({ actor }) => actor)).to.deep.equal([
          mira,
          mira,
          { kind: 'anonymous' },
          { kind: 'anonymous' },
        ]);
        const told = { type: 'field', field: 'comment', before: null, after: broken };
        expect(entries?.[4]?.change).to.deep.equal(told);
      }),
    );

    it(
      'keeps times to the millisecond and actors as they were',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const actors = [
          anActor(),
          { kind: 'anonymous' },
          { kind: 'key', username: 'ci', profileUid: 'u_1', picture: 'https://example.com/ü.png' },
          { kind: 'system', fullName: '', email: 'a@b' },
        ] as const;
        const times = [
          '1969-12-31T23:59:59.999Z',
          '1970-01-01T00:00:00.000Z',
          '2024-02-29T23:59:59.001Z',
          '9999-12-31T23:59:59.999Z',
        ];
        for (const [i, actor] of actors.entries()) {
          await append(store, subject, () => ({ actor, at: new Date(times[i] ?? 0) }));
        }
        const page = await pageOf(store, subject, aWindow());
        expect(page?.activities.map(({ at }) => at.toISOString())).to.deep.equal(times);
        expect(page?.activities.map(({ actor }) => actor)).to.deep.equal(actors);
        expect(page?.head.lastAt.toISOString()).to.equal(times[3]);
      }),
    );
  });
}

/** Objects and arrays in turn, that many levels deep. */
function nested(levels: number): Json {
  return levels === 0
    ? 'bottom'
    : levels % 2 === 0
      ? { [`level ${String(levels)}`]: nested(levels - 1) }
      : [nested(levels - 1)];
}

/** Deep equality that also sees own `__proto__` keys and the sign of zero. */
function expectSame(actual: unknown, wanted: unknown, path = 'value'): void {
  if (wanted instanceof Date) {
    expect(actual, path).to.deep.equal(wanted);
  } else if (typeof wanted !== 'object' || wanted === null) {
    expect(Object.is(actual, wanted), `${path}: ${String(actual)} is not ${String(wanted)}`).to.equal(true);
  } else {
    const found = membersOf(actual, path);
    const members = membersOf(wanted, path);
    expect([...found.keys()].sort(), path).to.deep.equal([...members.keys()].sort());
    expect(Array.isArray(actual), path).to.equal(Array.isArray(wanted));
    for (const [key, member] of members) expectSame(found.get(key), member, `${path}.${key.slice(0, 20)}`);
  }
}

function membersOf(value: unknown, path: string): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is no object`);
  return new Map(Object.entries(value));
}
