import { expect } from 'chai';
import { MEANINGLESS } from '../support/meaningless.js';
import { aWholeStory } from '../support/signed_story.js';
import { onTampered } from '../support/tampered.js';
import { variants } from '../support/variants.js';
import { describeAdministrators } from './administrators_contract.js';
import { describeFlips } from './flips_contract.js';
import type { FreshFixture } from './store_fixture.js';

const SORTS = ['entry', 'head', 'row', 'tile', 'log', 'checkpoint'] as const;

/** What verifying finds, whatever is done to what is stored (N10.4, N10.5). */
export function describeVerification(fresh: FreshFixture): void {
  describe('verification', () => {
    for (const sort of SORTS) {
      it(
        `finds each change of what is stored as ${sort}`,
        onTampered(fresh, aWholeStory, async ({ story, tampering, kind }) => {
          const things = await tampering.all(sort);
          expect(things).to.not.deep.equal([]);
          const unnoticed = new Set<string>();
          for (const thing of things) {
            for (const { path, value } of variants(thing.value)) {
              const written = await tampering.put(thing, value);
              if (written && !(await story.isNoticed())) unnoticed.add(path);
            }
            await tampering.put(thing);
          }
          expect(await story.problems()).to.deep.equal([]);
          const meaningless = MEANINGLESS[kind][sort];
          expect([...unnoticed].filter((path) => meaningless?.test(path) !== true)).to.deep.equal([]);
        }),
      );

      it(
        `finds that something stored as ${sort} is gone`,
        onTampered(fresh, aWholeStory, async ({ story, tampering }) => {
          const things = await tampering.all(sort);
          for (const thing of things) {
            await tampering.remove(thing);
            // Nobody has to keep a checkpoint there: those that count are kept elsewhere.
            expect(await story.isNoticed(), JSON.stringify(thing.value)).to.equal(sort !== 'checkpoint');
            await tampering.put(thing);
          }
          expect(await story.problems()).to.deep.equal([]);
        }),
      );

      it(
        `finds each of two that are swapped among what is stored as ${sort}`,
        onTampered(fresh, aWholeStory, async ({ story, tampering }) => {
          const things = await tampering.all(sort);
          for (const [i, thing] of things.entries()) {
            const next = things[i + 1];
            if (next === undefined) continue;
            // One after the other, where two may not have the same.
            await tampering.remove(next);
            const written =
              (await tampering.put(thing, next.value)) && (await tampering.put(next, thing.value));
            if (written) expect(await story.isNoticed(), JSON.stringify(thing.value)).to.equal(true);
            await tampering.remove(next);
            await tampering.put(thing);
            await tampering.put(next);
          }
          expect(await story.problems()).to.deep.equal([]);
        }),
      );
    }
    describeFlips(fresh);
    describeAdministrators(fresh);
  });
}
