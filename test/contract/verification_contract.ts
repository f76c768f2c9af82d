import { expect } from 'chai';
import { MEANINGLESS } from '../support/meaningless.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { SpaceVerification } from '../../server/services/integrity/verification/space_verification.js';
import { aChange } from '../support/records.js';
import { aWholeStory, SignedStory } from '../support/signed_story.js';
import { onTampered } from '../support/tampered.js';
import { toldHistory } from '../support/told_history.js';
import { variants } from '../support/variants.js';
import { describeAdministrators } from './administrators_contract.js';
import { describeFlips } from './flips_contract.js';
import type { FreshFixture } from './store_fixture.js';

const SORTS = ['entry', 'head', 'row', 'tile', 'log', 'checkpoint'] as const;

/** A log with a full tile. */
async function aLongLog(store: ActivityStore): Promise<SignedStory> {
  const story = new SignedStory(store);
  const changes = Array.from({ length: 300 }, (_, i) => aChange(String(i)));
  await story.write({ space: 'default', kind: 'case', id: 'long' }, { changes });
  await story.settled();
  return story;
}

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
          const told = (): Promise<string | undefined> => toldHistory(story.store, 'default', story.subjects);
          const before = await told();
          for (const [i, thing] of things.entries()) {
            const next = things[i + 1];
            if (next === undefined) continue;
            // One after the other, where two may not have the same.
            await tampering.remove(next);
            const written =
              (await tampering.put(thing, next.value)) && (await tampering.put(next, thing.value));
            // Where a thing says itself which one it is, nothing is swapped by that.
            if (written && !(await story.isNoticed())) {
              expect(await told(), JSON.stringify(thing.value)).to.equal(before);
            }
            await tampering.remove(next);
            await tampering.put(thing);
            await tampering.put(next);
          }
          expect(await story.problems()).to.deep.equal([]);
        }),
      );
    }
    it(
      'finds hashes of the tree that are not made of those below',
      onTampered(fresh, aLongLog, async ({ story, tampering }) => {
        const [leaves] = await tampering.all('tile');
        if (leaves === undefined) throw new Error('The log has a tile.');
        const change = [...variants(leaves.value)].find(({ path }) => path === '' || path.startsWith('b.'));
        await tampering.put(leaves, change?.value);
        const { problems } = await new SpaceVerification(story).check('default');
        expect(problems).to.deep.include({ position: 255, problem: 'root-differs' });
        expect(problems.map(({ problem }) => problem)).to.have.members(['leaf-differs', 'root-differs']);
      }),
    );

    describeFlips(fresh);
    describeAdministrators(fresh);
  });
}
