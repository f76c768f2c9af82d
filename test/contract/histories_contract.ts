import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity, Change } from '../../server/domain/activity.js';
import type { Window } from '../../server/domain/window.js';
import { aChange, aCreation, append, aSubject, aWindow, entriesOf, pageOf } from '../support/records.js';
import { checkPage, expectedOf } from './history_pages.js';
import { longHistoriesTests } from './long_histories_contract.js';
import { codeOf, onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** Pages of histories, with and without facets. */
export function describeHistories(fresh: FreshFixture): void {
  describe('histories', () => {
    longHistoriesTests(fresh);

    it(
      'answers any stretch of what an earlier head counts, and nothing of a record that is erased or another by now',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const all: Activity[] = [];
        for (let i = 0; i < 30; i += 1) {
          all.push(...(await append(store, subject, () => ({ changes: [aChange(String(i))] }))).activities);
        }
        const head = await soundHead(store, subject);
        const later = (await append(store, subject, () => ({ changes: [aChange('later')] }))).activities;
        for (const facets of [undefined, ['field:title'], ['field:title', 'pushed']]) {
          for (const window of stretches.map((one) => aWindow({ ...one, facets }))) {
            expect(await entriesOf(store, head, window)).to.deep.equal(expectedOf(all, window));
          }
        }
        const now = await soundHead(store, subject);
        expect(await entriesOf(store, now, aWindow({ skip: 29 }))).to.deep.equal([
          ...all.slice(29),
          ...later,
        ]);
        await store.commit([{ type: 'erase', expected: now.revision, subject }]);
        expect(await codeOf(entriesOf(store, head, aWindow()))).to.equal('RECORD_NOT_FOUND');
        await store.commit([aCreation(subject, { number: now.number + 1 })]);
        for (const window of [aWindow({ limit: 1 }), aWindow({ facets: ['field:title'] })]) {
          expect(await codeOf(entriesOf(store, head, window))).to.equal('RECORD_NOT_FOUND');
        }
      }),
    );

    it(
      'answers a page that is larger than any answer of a database',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const all: Activity[] = [];
        for (let i = 0; i < 10; i += 1) {
          const changes = [aChange(String(i).repeat(2_000_000))];
          all.push(...(await append(store, subject, () => ({ changes }))).activities);
        }
        const again = await bench.open();
        const found = (await pageOf(again, subject, aWindow({ limit: 10 })))?.activities ?? [];
        expect(found.map(({ id }) => id)).to.deep.equal(all.map(({ id }) => id));
        expect(isDeepStrictEqual(found, all)).to.equal(true);
      }),
    );

    it(
      'answers after any sequence of commits what was written, however it is paged and filtered',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const property = fc.asyncProperty(
          commits,
          filters,
          fc.nat(12),
          fc.integer({ min: 1, max: 5 }),
          async (...args) => {
            const [sizes, facets, upTo, limit] = args;
            const subject = aSubject();
            const all: Activity[] = [];
            for (const changes of sizes)
              all.push(...(await append(store, subject, () => ({ changes }))).activities);
            for (const order of ['asc', 'desc'] as const) {
              for (let skip = 0; skip <= all.length; skip += limit) {
                await checkPage(store, subject, all, { order, skip, limit, facets });
                await checkPage(store, subject, all, { order, skip, limit, facets, upTo });
              }
            }
          },
        );
        await fc.assert(property, { numRuns: 25 });
      }),
    );
  });
}

const stretches: readonly Partial<Window>[] = [
  {},
  { limit: 1 },
  { skip: 6, limit: 16 },
  { skip: 29 },
  { order: 'desc' },
  { order: 'desc', skip: 3, limit: 9, upTo: 28 },
];

const changes = fc.constantFrom<Change>(
  aChange(),
  aChange('s', 'severity'),
  { type: 'pushed', externalService: {} },
  { type: 'items', field: 'tags', verb: 'added', items: ['t'] },
);
const commits = fc.array(fc.array(changes, { maxLength: 4 }), { minLength: 1, maxLength: 5 });
const filters = fc.option(
  fc.subarray(['field:title', 'field:severity', 'pushed', 'items:tags:added', 'none']),
  {
    nil: undefined,
  },
);
