import { expect } from 'chai';
import type { Activity, Change, Subject } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { Window } from '../../server/domain/window.js';
import { PORTION_BYTES } from '../../server/domain/store.js';
import { aChange, aCreation, append, aSubject, aWindow } from '../support/records.js';
import { codeOf, onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** What an entry has besides the text of its change, generously. */
const FRAME = 500;

/** Histories are read in portions that are bounded by bytes, however large their entries are. */
export function describePortions(fresh: FreshFixture): void {
  describe('portions of a history', () => {
    it(
      'are bounded by bytes and hold everything, small entries and large ones, in both orders, with facets and without',
      onFresh(fresh, async (bench) => {
        const subject = aSubject();
        const writer = await bench.open();
        const all = await aMixedHistory(writer, subject);
        // Once from wherever a writer leaves it at first, once from where it comes to rest.
        for (const window of WINDOWS) await checkPortions(writer, subject, all, window);
        await writer.close();
        const store = await bench.open();
        for (const window of WINDOWS) await checkPortions(store, subject, all, window);
      }),
    );

    it(
      'are many entries each where these are small',
      onFresh(fresh, async (bench) => {
        const [store, subject] = [await bench.open(), aSubject()];
        const changes = Array.from({ length: 5_000 }, (_, i) => aChange(String(i)));
        const { head } = await append(store, subject, () => ({ changes }));
        let portions = 0;
        for await (const portion of store.entries(head, aWindow())) portions += portion.length > 0 ? 1 : 0;
        expect(portions).to.be.within(2, 15);
      }),
    );

    it(
      'are read when they are asked for and not before',
      onFresh(fresh, async (bench) => {
        const [store, subject] = [await bench.open(), aSubject()];
        await store.commit([
          aCreation(subject, { changes: [aChange('a'), aChange(large(0)), aChange(large(1))] }),
        ]);
        const head = await store.head(subject);
        if (head === undefined) throw new Error('There is no such record.');
        const portions = store.entries(head, aWindow())[Symbol.asyncIterator]();
        const first = await portions.next();
        expect(first.done === true ? [] : first.value.map(({ seq }) => seq)).to.include(1);
        await store.commit([{ type: 'erase', expected: head.revision, subject }]);
        expect(await codeOf(portions.next())).to.equal('RECORD_NOT_FOUND');
      }),
    );
  });
}

const WINDOWS: readonly Window[] = [undefined, ['field:title'], ['field:title', 'field:severity']].flatMap(
  (facets) => [
    aWindow({ facets }),
    aWindow({ facets, order: 'desc' }),
    aWindow({ facets, skip: 3, limit: 90 }),
    aWindow({ facets, order: 'desc', skip: 3, limit: 90, upTo: 200 }),
  ],
);

function large(i: number): string {
  return String.fromCharCode(97 + i).repeat(PORTION_BYTES);
}

/** A hundred small entries, then ones of every size up to some portions, then small ones again. */
async function aMixedHistory(store: ActivityStore, subject: Subject): Promise<readonly Activity[]> {
  const small = Array.from({ length: 100 }, (_, i) => aChange(String(i), fieldAt(i)));
  const sizes = [0.3, 0.3, 0.3, 0.3, 0.9, 0.9, 1.1, 3, 0.1, 1.1, 8, 0.5, 0.6, 0.4];
  const grown = sizes.map((size, i) => aChange('x'.repeat(size * PORTION_BYTES), fieldAt(i)));
  const all: Activity[] = [];
  for (const changes of [small, ...grown.map((change): Change[] => [change]), small]) {
    all.push(...(await append(store, subject, () => ({ changes }))).activities);
  }
  return all;
}

function fieldAt(i: number): string {
  return i % 3 === 0 ? 'severity' : 'title';
}

async function checkPortions(
  store: ActivityStore,
  subject: Subject,
  all: readonly Activity[],
  window: Window,
): Promise<void> {
  const head = await store.head(subject);
  if (head === undefined) throw new Error('There is no such record.');
  const found: Activity[] = [];
  for await (const portion of store.entries(head, window)) {
    found.push(...portion);
    const bytes = portion.reduce((sum, { change }) => sum + JSON.stringify(change).length, 0);
    expect(portion.length).to.be.greaterThan(0);
    if (portion.length > 1) expect(bytes).to.be.at.most(PORTION_BYTES + FRAME);
  }
  const wanted = all.filter(
    ({ seq, change }) =>
      seq <= (window.upTo ?? Infinity) &&
      (window.facets === undefined ||
        (change.type === 'field' && window.facets.includes(`field:${change.field}`))),
  );
  const ordered = window.order === 'asc' ? wanted : wanted.toReversed();
  const page = ordered.slice(window.skip, window.skip + window.limit);
  expect(found.map(({ seq }) => seq)).to.deep.equal(page.map(({ seq }) => seq));
  for (const [i, entry] of found.entries()) expect(entry.change).to.deep.equal(page[i]?.change);
}
