import { expect } from 'chai';
import { aContinuation, aCreation, aSubject } from '../../support/records.js';
import { codeOf, onFresh, soundHead } from '../store_fixture.js';
import type { FreshFixture } from '../store_fixture.js';
import { aWhole, expectSame, imageOf } from './whole_record.js';
import type { Whole } from './whole_record.js';

/** Writing whole records into a store that does not have them. */
export function restoringTests(fresh: FreshFixture): void {
  it(
    'restores a record that is then like the original in every page, and goes on from there',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const whole = aWhole(aSubject({ id: 'a/%\u0001🔥' }), 41);
      await store.restore(imageOf(whole));
      await expectSame(store, whole);
      const next = aContinuation(whole.head, {
        attachments: [
          { type: 'put', attachment: { ...firstOf(whole.attachments), revision: 8, state: { now: 1 } } },
        ],
      });
      await store.commit([next]);
      expect(await soundHead(store, whole.head.subject)).to.deep.equal(next.head);
      const record = await (await bench.open()).record(whole.head.subject);
      expect(record?.attachments.map(({ state }) => state)).to.deep.equal([
        { now: 1 },
        { comment: 'second' },
      ]);
      await store.commit([{ type: 'erase', expected: next.head.revision, subject: whole.head.subject }]);
      expect(await store.subjects(undefined, 10)).to.deep.equal([]);
      await store.restore(imageOf(whole));
      await expectSame(store, whole);
    }),
  );

  it(
    'restores records without entries, of one entry, and of exactly one or two portions',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      for (const [i, length] of [0, 1, 499, 500, 501, 1000].entries()) {
        const whole = aWhole(aSubject(), i + 1, length);
        await store.restore(imageOf(whole));
        await expectSame(store, whole);
      }
    }),
  );

  it(
    'refuses to restore over a record and leaves that as it is',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const there = aCreation(aSubject());
      await store.commit([there]);
      for (const whole of [aWhole(there.head.subject, 1), aWhole(there.head.subject, 2, 3)]) {
        expect(await codeOf(store.restore(imageOf(whole)))).to.equal('VERSION_CONFLICT');
      }
      expect(await soundHead(store, there.head.subject)).to.deep.equal(there.head);
      expect((await store.record(there.head.subject))?.attachments).to.deep.equal([]);
    }),
  );

  it(
    'refuses an image whose entries are not those its head describes',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const whole = aWhole(aSubject(), 1, 5);
      const { head, activities } = whole;
      const broken: Whole[] = [
        { ...whole, activities: activities.slice(1) },
        { ...whole, activities: activities.slice(0, -1) },
        { ...whole, activities: [...activities, ...activities.slice(-1)] },
        { ...whole, activities: activities.toReversed() },
        { ...whole, activities: activities.map((entry) => ({ ...entry, subject: aSubject() })) },
        { ...whole, head: { ...head, counts: { ...head.counts, pushed: 1 } } },
        { ...whole, head: { ...head, number: 0 } },
      ];
      for (const one of broken) {
        expect(await codeOf(store.restore(imageOf(one)))).to.equal('INTERNAL_ERROR');
      }
      const nowhere = aWhole(aSubject({ id: 'a\0' }), 1, 1);
      expect(await codeOf(store.restore(imageOf(nowhere)))).to.equal('INVALID_REQUEST');
      expect(await store.subjects(undefined, 10)).to.deep.equal([]);
    }),
  );

  it(
    'gives numbers that are higher than those of all restored records',
    onFresh(fresh, async (bench) => {
      const [store, other] = [await bench.open(), await bench.open()];
      const numbers = [70, 7, 300_000_000_0, 69];
      await Promise.all(
        numbers.map((number, i) =>
          (i % 2 === 0 ? store : other).restore(imageOf(aWhole(aSubject(), number, 2))),
        ),
      );
      expect(await other.reserveNumbers(3)).to.equal(300_000_000_1);
      await store.restore(imageOf(aWhole(aSubject(), 5, 2)));
      expect(await store.reserveNumbers(1)).to.equal(300_000_000_4);
    }),
  );
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error('There is none.');
  return first;
}
