import { expect } from 'chai';
import fc from 'fast-check';
import { flipped } from '../support/flips.js';
import { aHistoryChange } from '../support/random_history.js';
import { SignedStory } from '../support/signed_story.js';
import { tamperingAt } from '../support/tampering_at.js';
import { toldHistory } from '../support/told_history.js';
import type { FreshFixture } from './store_fixture.js';
import { onFresh } from './store_fixture.js';

const SORTS = ['entry', 'entry', 'head', 'row', 'tile', 'log', 'checkpoint'] as const;
const RUNS = 6;
const FLIPS = 60;

/** Commits, each to one of three records. */
const COMMITS = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    changes: fc.array(aHistoryChange, { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 5 },
);
const UNIT = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** Of whose actors nothing is left: a record, and which of its entries. */
const ERASED = fc.record({ id: fc.constantFrom('a', 'b', 'c'), at: UNIT });
/** Commits of a release before seals, those under each of three keys, and what is erased after each key's. */
const STORY = fc.record({
  unsealed: COMMITS,
  signed: fc.array(fc.tuple(COMMITS, fc.array(ERASED, { maxLength: 3 })), { minLength: 3, maxLength: 3 }),
});
const FLIP = fc.record({
  sort: fc.constantFrom(...SORTS),
  thing: UNIT,
  leaf: UNIT,
  at: UNIT,
  bit: fc.nat(7),
});

type Told = typeof STORY extends fc.Arbitrary<infer T> ? T : never;

/** Any history verifies; whatever bit of it is changed where it is stored is noticed, or nobody can tell it apart. */
export function describeFlips(fresh: FreshFixture): void {
  it('verifies any history, and notices any bit of it that is changed and that makes a difference', async () => {
    const property = fc.asyncProperty(
      STORY,
      fc.array(FLIP, { minLength: FLIPS, maxLength: FLIPS }),
      (story, flips) =>
        onFresh(fresh, async (bench) => {
          const written = new SignedStory(await bench.open(), 3);
          await write(written, story);
          expect(await written.problems()).to.deep.equal([]);
          const tampering = await tamperingAt(bench.location);
          const told = (): Promise<string | undefined> =>
            toldHistory(written.store, 'default', written.subjects);
          try {
            const before = await told();
            expect(before).to.be.a('string');
            for (const { sort, thing: which, ...flip } of flips) {
              const things = await tampering.all(sort);
              const thing = things[Math.floor(which * things.length)];
              if (thing === undefined) continue;
              const value = flipped(thing.value, flip, bench.location.kind === 'embedded');
              if (!(await tampering.put(thing, value))) continue;
              if (!(await written.isNoticed())) {
                expect(await told(), `${sort} ${JSON.stringify([thing.value, value])}`).to.equal(before);
              }
              await tampering.put(thing);
            }
            expect(await written.problems()).to.deep.equal([]);
          } finally {
            await tampering.close();
          }
        })(),
    );
    await fc.assert(property, { numRuns: RUNS });
  });
}

async function write(story: SignedStory, { unsealed, signed }: Told): Promise<void> {
  const of = (id: string) => ({ space: 'default', kind: 'case', id });
  for (const { id, changes } of unsealed) await story.writeUnsealed(of(id), { changes });
  await story.tell('key-added', { vkey: '0' });
  const old = new Set(unsealed.map(({ id }) => id));
  await story.settled();
  for (const id of old) await story.write(of(id));
  for (const [i, [commits, erased]] of signed.entries()) {
    if (i > 0) await story.changeKey();
    for (const { id, changes } of commits) await story.write(of(id), { changes });
    for (const { id, at } of erased) await story.eraseActor(of(id), at);
    await story.publish();
  }
  await story.settled();
}
