import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { appendSealed, erase } from '../support/log.js';
import { aSubject } from '../support/records.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** Longer than a look at other processes takes to come. */
const QUIET_MS = 1_500;

/** Whoever watches a space is told when there may be something new. */
export function describeLogWatch(fresh: FreshFixture): void {
  it(
    'tells each who watches of the commits of this handle, in their space, when they are made',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const { log } = store;
      const told = { one: 0, two: 0, other: 0 };
      const ends = [
        log.watch('default', () => (told.one += 1)),
        log.watch('default', () => (told.two += 1)),
        log.watch('other', () => (told.other += 1)),
      ];
      const subject = aSubject();
      const before = { ...told };
      await appendSealed(store, subject);
      // No time has passed in which a look could have told.
      expect(told.one).to.be.above(before.one);
      expect(told.two).to.be.above(before.two);
      const saved = told.one;
      await erase(store, subject);
      expect(told.one).to.be.above(saved);
      ends[0]?.();
      ends[0]?.();
      const ended = told.one;
      const [two, other] = [told.two, told.other];
      await appendSealed(store, subject);
      expect(told.one).to.equal(ended);
      expect(told.two).to.be.above(two);
      expect(told.other).to.equal(other);
      for (const end of ends) end();
    }),
  );

  it(
    'tells of what another handle and another process write, and of nothing once nobody watches',
    onFresh(fresh, async (bench) => {
      const [store, other] = [await bench.open(), await bench.open()];
      // So that the space has a log before anybody watches.
      await appendSealed(other, aSubject());
      await other.log.catchUp('default');
      let told = 0;
      const end = store.log.watch('default', () => (told += 1));
      await quiet(() => told);
      for (let i = 0; i < 3; i += 1) {
        const before = told;
        await appendSealed(other, aSubject());
        while (told === before) await wait(10);
        await quiet(() => told);
      }
      const before = told;
      const child = bench.child();
      await child.run({ type: 'seal', subjects: [aSubject()], writers: 1, commits: 1 });
      while (told === before) await wait(10);
      end();
      const ended = told;
      await appendSealed(other, aSubject());
      await wait(QUIET_MS);
      expect(told).to.equal(ended);
      // Watched again, it tells again.
      store.log.watch('default', () => (told += 1));
      await appendSealed(other, aSubject());
      while (told === ended) await wait(10);
    }),
  );

  it(
    'tells of a space that has no log yet, whatever its name, and nothing after the store is closed',
    onFresh(fresh, async (bench) => {
      const [store, other] = [await bench.open(), await bench.open()];
      let told = 0;
      for (const space of ['new', '', '\0', 'x'.repeat(10_000)]) store.log.watch(space, () => (told += 1));
      await appendSealed(other, aSubject({ space: 'new' }));
      while (told === 0) await wait(10);
      await store.close();
      const closed = told;
      expect(store.log.watch('new', () => (told += 1))).to.be.a('function');
      await appendSealed(other, aSubject({ space: 'new' }));
      await wait(QUIET_MS);
      expect(told).to.equal(closed);
    }),
  );

  it(
    'tells on a store without a log at once of its own commits, and otherwise to look now and then',
    onFresh(fresh, async (bench) => {
      const store = await bench.open({ log: false });
      let told = 0;
      const end = store.log.watch('default', () => (told += 1));
      await appendSealed(store, aSubject());
      expect(told).to.be.above(0);
      const before = told;
      while (told < before + 2) await wait(10);
      end();
    }),
  );
}

/** Resolves when a figure has not changed for longer than a look takes to come. */
async function quiet(figure: () => number): Promise<void> {
  for (let last = -1; last !== figure();) {
    last = figure();
    await wait(QUIET_MS);
  }
}
