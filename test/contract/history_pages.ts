import { expect } from 'chai';
import type { Activity, Subject } from '../../server/domain/activity.js';
import { facetOf } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { Window } from '../../server/domain/window.js';
import { aWindow, pageOf } from '../support/records.js';

/** What a page is, told as plainly as possible: filter, cut, turn, skip, take. */
export function expectedOf(
  all: readonly Activity[],
  { order, skip, limit, upTo, facets }: Window,
): Activity[] {
  const matches = all.filter(
    ({ seq, change }) =>
      seq <= (upTo ?? Infinity) && (facets === undefined || facets.includes(facetOf(change))),
  );
  return (order === 'asc' ? matches : matches.toReversed()).slice(skip, skip + limit);
}

/** Fails unless the store answers the window of a history that has these entries. */
export async function checkPage(
  store: ActivityStore,
  subject: Subject,
  all: readonly Activity[],
  window: Window,
): Promise<void> {
  const page = await pageOf(store, subject, window);
  expect(page?.head.seq).to.equal(all.length);
  expect(page?.activities, JSON.stringify(window)).to.deep.equal(expectedOf(all, window));
  expect(await pageOf(store, subject, aWindow({ limit: 0 }))).to.deep.include({ activities: [] });
}
