import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Activity, Change, Subject } from '../../server/domain/activity.js';
import { facetOf } from '../../server/domain/activity.js';
import type { ActivityStore, Window } from '../../server/domain/store.js';
import { matching } from '../../server/domain/store.js';
import { aChange, aCreation, append, aSubject, aWindow } from '../support/records.js';
import { codeOf, onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const LENGTH = 10_000;

/** Pages of long histories, with and without facets. */
export function describeHistories(fresh: FreshFixture): void {
  describe('histories', () => {
    it(
      'answers first, middle and last pages of a long history in both orders',
      onFresh(fresh, async (bench) => {
        const { store, subject, all } = await aLongHistory(await bench.open());
        for (const window of windows([undefined])) await checkPage(store, subject, all, window);
        const facets = ['field:title', 'field:severity', 'items:tags:added', 'pushed'];
        const filters = [
          ...facets.map((facet) => [facet]),
          facets,
          facets.slice(1),
          ['none'],
          [],
          ['pushed', 'pushed'],
        ];
        for (const window of windows(filters)) await checkPage(store, subject, all, window);
        const head = await soundHead(store, subject);
        for (const filter of filters) {
          const entries = all.filter(({ change }) => filter.includes(facetOf(change)));
          expect(matching(head, filter)).to.equal(entries.length);
        }
      }),
    );

    it(
      'covers every entry exactly once when paged, in both orders, up to a fixed entry while others are added',
      onFresh(fresh, async (bench) => {
        const { store, subject, all } = await aLongHistory(await bench.open());
        for (const order of ['asc', 'desc'] as const) {
          const found: Activity[] = [];
          for (let skip = 0; skip < LENGTH; skip += 999) {
            const page = await store.page(subject, { order, skip, limit: 999, upTo: LENGTH });
            found.push(...(page?.activities ?? []));
            await append(store, subject, () => ({ changes: [aChange()] }));
          }
          expect(found).to.deep.equal(order === 'asc' ? all : all.toReversed());
        }
      }),
    );

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
        for (const [from, to] of [
          [1, 30],
          [1, 1],
          [7, 22],
          [30, 30],
        ] as const) {
          expect(await store.entries(head, { from, to })).to.deep.equal(all.slice(from - 1, to));
        }
        const now = await soundHead(store, subject);
        expect(await store.entries(now, { from: 30, to: 31 })).to.deep.equal([...all.slice(29), ...later]);
        await store.commit([{ type: 'erase', expected: now.revision, subject }]);
        expect(await codeOf(store.entries(head, { from: 1, to: 30 }))).to.equal('RECORD_NOT_FOUND');
        await store.commit([aCreation(subject, { number: now.number + 1 })]);
        expect(await codeOf(store.entries(head, { from: 1, to: 1 }))).to.equal('RECORD_NOT_FOUND');
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
        const found = (await again.page(subject, aWindow({ limit: 10 })))?.activities ?? [];
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

/** Titles everywhere, severities seldom, tags only early, one push at the very end. */
function changeAt(i: number): Change {
  if (i === LENGTH - 1) return { type: 'pushed', externalService: { connector_id: 'c' } };
  if (i < 50) return { type: 'items', field: 'tags', verb: 'added', items: [`t${String(i)}`] };
  return i % 97 === 0 ? aChange(`s${String(i)}`, 'severity') : aChange(`t${String(i)}`);
}

async function aLongHistory(
  store: ActivityStore,
): Promise<{ store: ActivityStore; subject: Subject; all: Activity[] }> {
  const subject = aSubject();
  const all: Activity[] = [];
  for (let from = 0; from < LENGTH; from += 1000) {
    const part = Array.from({ length: 1000 }, (_, i) => changeAt(from + i));
    all.push(...(await append(store, subject, () => ({ changes: part }))).activities);
  }
  return { store, subject, all };
}

function* windows(filters: readonly (readonly string[] | undefined)[]): Generator<Window> {
  for (const facets of filters) {
    for (const order of ['asc', 'desc'] as const) {
      for (const skip of [0, 19, 5000, LENGTH - 20, LENGTH - 1, LENGTH, LENGTH + 5]) {
        for (const upTo of [undefined, 0, 1, 30, 5010, LENGTH + 1])
          yield { order, skip, limit: 20, upTo, facets };
      }
    }
  }
}

/** What a page is, told as plainly as possible: filter, cut, turn, skip, take. */
function expected(all: readonly Activity[], { order, skip, limit, upTo, facets }: Window): Activity[] {
  const matches = all.filter(
    ({ seq, change }) =>
      seq <= (upTo ?? Infinity) && (facets === undefined || facets.includes(facetOf(change))),
  );
  return (order === 'asc' ? matches : matches.toReversed()).slice(skip, skip + limit);
}

async function checkPage(
  store: ActivityStore,
  subject: Subject,
  all: readonly Activity[],
  window: Window,
): Promise<void> {
  const page = await store.page(subject, window);
  expect(page?.head.seq).to.equal(all.length);
  expect(page?.activities, JSON.stringify(window)).to.deep.equal(expected(all, window));
  expect(await store.page(subject, aWindow({ limit: 0 }))).to.deep.include({ activities: [] });
}
