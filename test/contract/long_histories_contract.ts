import { expect } from 'chai';
import type { Activity, Change, Subject } from '../../server/domain/activity.js';
import { facetOf } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { Window } from '../../server/domain/window.js';
import { matching } from '../../server/domain/window.js';
import { aChange, append, aSubject, pageOf } from '../support/records.js';
import { checkPage } from './history_pages.js';
import { onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const LENGTH = 10_000;

/** Pages of a history of thousands of entries. */
export function longHistoriesTests(fresh: FreshFixture): void {
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
          const page = await pageOf(store, subject, { order, skip, limit: 999, upTo: LENGTH });
          found.push(...(page?.activities ?? []));
          await append(store, subject, () => ({ changes: [aChange()] }));
        }
        expect(found).to.deep.equal(order === 'asc' ? all : all.toReversed());
      }
    }),
  );
}

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
