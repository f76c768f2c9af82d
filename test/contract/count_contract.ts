import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity, Change, Subject } from '../../server/domain/activity.js';
import { facetOf } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { Selection } from '../../server/domain/window.js';
import { aChange, aCreation, append, aSubject } from '../support/records.js';
import { everywhere } from './everywhere.js';
import { codeOf, onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** How many entries of a history are selected, without reading them. */
export function describeCount(fresh: FreshFixture): void {
  describe('the count of a selection', () => {
    it(
      'is how many entries a plain filter leaves, after any sequence of commits',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const property = fc.asyncProperty(commits, filters, async (sizes, facets) => {
          const subject = aSubject();
          const all = await written(store, subject, sizes);
          for (let upTo = -1; upTo <= all.length + 1; upTo += 1) {
            await checkCount(store, subject, all, { facets, upTo });
          }
          await checkCount(store, subject, all, { facets });
        });
        await fc.assert(property, { numRuns: 25 });
      }),
    );

    it(
      'is exact anywhere in a long history, wherever its entries are by then',
      onFresh(fresh, async (bench) => {
        const [store, subject] = [await bench.open(), aSubject()];
        const changes = Array.from({ length: 3_000 }, (_, i) => changeAt(i));
        const all = await written(store, subject, [changes.slice(0, 2_000), changes.slice(2_000)]);
        all.push(...(await written(store, subject, [[aChange('last')], [aChange('s', 'severity')]])));
        await everywhere(bench, store, async (one) => {
          for (const upTo of [1, 49, 50, 51, 97, 1_500, 2_999, 3_000, 3_001]) {
            for (const facets of [['field:severity'], FACETS, [...FACETS, 'none', 'pushed'], ['none'], []]) {
              await checkCount(one, subject, all, { facets, upTo });
            }
          }
        });
      }),
    );

    it(
      'is that of the history which the head tells of: nothing that came later, nothing of a record that is gone',
      onFresh(fresh, async (bench) => {
        const [store, subject] = [await bench.open(), aSubject()];
        const facets = ['field:title'];
        await written(store, subject, [[aChange('a')], [aChange('b', 'severity')], [aChange('c')]]);
        const head = await soundHead(store, subject);
        await written(store, subject, [[aChange('d')], [aChange('e')]]);
        const counts = [1, 2, 3, 4].map((upTo) => store.count(head, { facets, upTo }));
        expect(await Promise.all(counts)).to.deep.equal([1, 1, 2, 2]);
        expect(await store.count(head, {})).to.equal(3);

        const now = await soundHead(store, subject);
        await store.commit([{ type: 'erase', expected: now.revision, subject }]);
        expect(await codeOf(store.count(head, { facets, upTo: 2 }))).to.equal('RECORD_NOT_FOUND');
        await store.commit([aCreation(subject, { number: now.number + 1 })]);
        expect(await codeOf(store.count(head, { facets, upTo: 2 }))).to.equal('RECORD_NOT_FOUND');
      }),
    );
  });
}

/** Stores may keep what is long or has control characters under other names. */
const ODD_FIELD = `\u0001${'x'.repeat(600)}`;
const FACETS = ['field:title', 'field:severity', 'items:tags:added', `field:${ODD_FIELD}`];

const changes = fc.constantFrom<Change>(
  aChange(),
  aChange('s', 'severity'),
  aChange('o', ODD_FIELD),
  { type: 'pushed', externalService: {} },
  { type: 'items', field: 'tags', verb: 'added', items: ['t'] },
);
const commits = fc.array(fc.array(changes, { maxLength: 4 }), { minLength: 1, maxLength: 5 });
const filters = fc.option(fc.subarray([...FACETS, 'pushed', 'none', 'pushed']), { nil: undefined });

/** Titles everywhere, severities seldom, tags only early, one push. */
function changeAt(i: number): Change {
  if (i === 1_500) return { type: 'pushed', externalService: {} };
  if (i % 701 === 0) return aChange('o', ODD_FIELD);
  if (i < 50) return { type: 'items', field: 'tags', verb: 'added', items: [i] };
  return i % 97 === 0 ? aChange(`s${String(i)}`, 'severity') : aChange(`t${String(i)}`);
}

async function written(
  store: ActivityStore,
  subject: Subject,
  sizes: readonly (readonly Change[])[],
): Promise<Activity[]> {
  const all: Activity[] = [];
  for (const one of sizes) {
    all.push(...(await append(store, subject, () => ({ changes: one }))).activities);
  }
  return all;
}

async function checkCount(
  store: ActivityStore,
  subject: Subject,
  all: readonly Activity[],
  selection: Selection,
): Promise<void> {
  const head = await store.head(subject);
  if (head === undefined) throw new Error('There is no such record.');
  const { facets, upTo = Infinity } = selection;
  const selected = all.filter(
    ({ seq, change }) => seq <= upTo && (facets === undefined || facets.includes(facetOf(change))),
  );
  expect(await store.count(head, selection), JSON.stringify(selection)).to.equal(selected.length);
}
