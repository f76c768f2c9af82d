import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Json } from '../../server/domain/json.js';
import { codeOf, onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const later = (): Date => new Date(Date.now() + 3_600_000);

/** Small values with compare-and-set. */
export function describeRegistry(fresh: FreshFixture): void {
  describe('registry', () => {
    it(
      'sets, changes and removes a value for whoever has seen it, and for nobody else',
      onFresh(fresh, async (bench) => {
        const [{ registry }, { registry: other }] = [await bench.open(), await bench.open()];
        expect(await registry.get('job/1')).to.equal(undefined);
        const first = versionOf(await registry.set('job/1', 0, { value: { step: 1 } }));
        expect(await other.get('job/1')).to.deep.equal({ value: { step: 1 }, version: first });
        expect(await other.set('job/1', 0, { value: 2 })).to.equal(undefined);
        expect(await other.set('job/1', first + 1, { value: 2 })).to.equal(undefined);
        const until = later();
        const second = versionOf(await other.set('job/1', first, { value: null, until }));
        expect(second).to.not.equal(first);
        expect(await registry.get('job/1')).to.deep.equal({ value: null, version: second, until });
        expect(await registry.set('job/1', first, { value: 3 })).to.equal(undefined);
        expect(await registry.remove('job/1', first)).to.equal(false);
        expect(await registry.remove('job/1', 0)).to.equal(false);
        expect(await registry.remove('job/1', second)).to.equal(true);
        expect(await registry.remove('job/1', second)).to.equal(false);
        expect(await other.get('job/1')).to.equal(undefined);
        // Nobody who has seen the former value changes the next one.
        const third = versionOf(await registry.set('job/1', 0, { value: 1 }));
        expect([first, second]).to.not.include(third);
        expect(await other.set('job/1', first, { value: 3 })).to.equal(undefined);
      }),
    );

    it(
      'has no value whose time is over',
      onFresh(fresh, async (bench) => {
        const { registry } = await bench.open();
        const until = new Date(Date.now() + 400);
        const version = versionOf(await registry.set('lease', 0, { value: 'mine', until }));
        expect(await registry.set('lease', 0, { value: 'theirs' })).to.equal(undefined);
        await wait(450);
        expect(await registry.get('lease')).to.equal(undefined);
        expect(await registry.remove('lease', version)).to.equal(false);
        expect(await registry.set('lease', version, { value: 'again' })).to.equal(undefined);
        const next = versionOf(await registry.set('lease', 0, { value: 'theirs', until: later() }));
        expect(next).to.not.equal(version);
        expect((await registry.get('lease'))?.value).to.equal('theirs');
        // A value that lasts can take the place of one that does not.
        await registry.set('lease', next, { value: 'for ever' });
        expect((await registry.get('lease'))?.until).to.equal(undefined);
      }),
    );

    it(
      'lets one of several at once win, also where a lease is over',
      onFresh(fresh, async (bench) => {
        const stores = await Promise.all([bench.open(), bench.open(), bench.open()]);
        let version = 0;
        for (let round = 0; round < 15; round += 1) {
          const outcomes = await Promise.all(
            stores.map(({ registry }, i) => registry.set('lease', version, { value: [round, i] })),
          );
          expect(outcomes.filter((one) => one !== undefined)).to.have.length(1);
          version = outcomes.find((one) => one !== undefined) ?? 0;
          const winner = outcomes.findIndex((one) => one !== undefined);
          const found = await stores[0].registry.get('lease');
          expect(found).to.deep.equal({ value: [round, winner], version });
        }
        const past = new Date(Date.now() - 1);
        await stores[0].registry.set('lease', version, { value: 'over', until: past });
        const takers = await Promise.all(
          stores.map(({ registry }) => registry.set('lease', 0, { value: 1 })),
        );
        expect(takers.filter((one) => one !== undefined)).to.have.length(1);
        const removals = await Promise.all(
          stores.map(({ registry }) =>
            registry.remove('lease', takers.find((one) => one !== undefined) ?? 0),
          ),
        );
        expect(removals.filter(Boolean)).to.have.length(1);
      }),
    );

    it(
      'gives values back exactly, and takes large ones',
      onFresh(fresh, async (bench) => {
        const { registry } = await bench.open();
        const odd = JSON.parse(
          '{"__proto__":{"a":-0},"$set":{"a.b":"\\ud800"},"":[null,"\\u0000"],"d":1e300}',
        ) as Json;
        const long = 'x'.repeat(65_534);
        for (const [name, value] of [
          ['odd', odd],
          ['long', long],
          ['..', false],
          ['$where', []],
          ['🔥', 0],
        ] as const) {
          await registry.set(name, 0, { value });
          expect((await registry.get(name))?.value).to.deep.equal(value);
        }
        expect(await codeOf(registry.set('longer', 0, { value: `${long}x` }))).to.equal('INVALID_REQUEST');
        await fc.assert(
          fc.asyncProperty(fc.jsonValue(), fc.uuid(), async (value, name) => {
            await registry.set(name, 0, { value: value as Json });
            expect((await registry.get(name))?.value).to.deep.equal(value);
          }),
          { numRuns: 20 },
        );
      }),
    );

    it(
      'names what lasts, in the order of bytes, page by page',
      onFresh(fresh, async (bench) => {
        const { registry } = await bench.open();
        expect(await registry.names(undefined, 10)).to.deep.equal([]);
        const names = ['b', 'a', 'a\u0001', 'a/b', 'ab', 'España', '\u0001', 'é', '案件', '🔥', '\uffff'];
        const many = Array.from({ length: 120 }, (_, i) => `m${String(i)}`);
        const longest = 'x'.repeat(512);
        for (const name of [...names, ...many, longest, '\u{10ffff}'.repeat(128)]) {
          // A value may look like one with an end.
          await registry.set(name, 0, { value: name === 'a' ? [1, 9e12] : 9e12 });
        }
        for (const name of ['', 'a', 'b', 'm', 'm9', '🔥', ...many].map((one) => `${one}~`)) {
          await registry.set(name, 0, { value: 1, until: later() });
        }
        await registry.set('over', 0, { value: 1, until: new Date(0) });
        const removed = versionOf(await registry.set('aa', 0, { value: 1 }));
        await registry.remove('aa', removed);
        const leased = versionOf(await registry.set('lasting', 0, { value: 1, until: later() }));
        await registry.set('lasting', leased, { value: 1 });
        const ended = versionOf(await registry.set('ended', 0, { value: 1 }));
        await registry.set('ended', ended, { value: 1, until: later() });
        const sorted = [...names, ...many, longest, 'lasting', '\u{10ffff}'.repeat(128)].sort((a, b) =>
          Buffer.compare(Buffer.from(a), Buffer.from(b)),
        );
        expect(await registry.names(undefined, 1_000)).to.deep.equal(sorted);
        for (const limit of [1, 7, 50, 67, sorted.length]) {
          const named: string[] = [];
          let page: readonly string[];
          do {
            page = await registry.names(named.at(-1), limit);
            named.push(...page);
          } while (page.length === limit);
          expect(named).to.deep.equal(sorted);
        }
        expect(await registry.names('a.', 1)).to.deep.equal(['a/b']);
        expect(await registry.names('a\0', 1)).to.deep.equal(['a\u0001']);
        expect(await registry.names('\uffff'.repeat(700), 1)).to.deep.equal(['🔥']);
        expect(await registry.names(sorted.at(-1), 1)).to.deep.equal([]);
      }),
    );

    it(
      'has nothing under a name that cannot be stored',
      onFresh(fresh, async (bench) => {
        const { registry } = await bench.open();
        for (const name of ['', 'a\0b', '\ud800', 'x'.repeat(513)]) {
          expect(await codeOf(registry.set(name, 0, { value: 1 }))).to.equal('INVALID_REQUEST');
          expect(await registry.get(name)).to.equal(undefined);
          expect(await registry.remove(name, 1)).to.equal(false);
        }
      }),
    );
  });
}

function versionOf(version: number | undefined): number {
  if (version === undefined) throw new Error('It was not set.');
  expect(version).to.be.above(0);
  return version;
}
