import { expect } from 'chai';
import { aContinuation, aCreation, aSubject } from '../support/records.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** Many heads at once. */
export function describeHeads(fresh: FreshFixture): void {
  describe('heads', () => {
    it(
      'are answered in the place of their subjects, with gaps for records that are not there',
      onFresh(fresh, async (bench) => {
        const [store, other] = [await bench.open(), await bench.open()];
        const [a, b, gone] = [aSubject({ id: 'a' }), aSubject({ id: 'b', space: 'soc' }), aSubject()];
        for (const [i, subject] of [a, b, gone].entries()) {
          await store.commit([aCreation(subject, { number: i + 1, state: { i } })]);
        }
        const head = await store.head(a);
        if (head === undefined) throw new Error('It was recorded.');
        await store.commit([aContinuation(head)]);
        await store.commit([{ type: 'erase', expected: 1, subject: gone }]);
        const odd = ['', 'a\0', '\ud800', 'x'.repeat(600)].map((id) => aSubject({ id }));
        const subjects = [b, gone, a, ...odd, a, aSubject({ id: 'b' })];
        const expected = await Promise.all(subjects.map((subject) => store.head(subject)));
        expect(expected.map((one) => one?.revision)).to.deep.equal([
          ...[1, undefined, 2, undefined, undefined, undefined, undefined, 2, undefined],
        ]);
        expect(await store.heads(subjects)).to.deep.equal(expected);
        expect(await other.heads(subjects)).to.deep.equal(expected);
        expect(await store.heads([])).to.deep.equal([]);
      }),
    );

    it(
      'are a thousand at most',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subjects = Array.from({ length: 1_000 }, (_, i) => aSubject({ id: `r${String(i)}` }));
        const there = subjects.filter((_, i) => i % 3 !== 0);
        await Promise.all(
          there.map((subject) => store.commit([aCreation(subject, { number: Number(subject.id.slice(1)) })])),
        );
        const heads = await store.heads(subjects);
        expect(heads.map((head) => head?.number)).to.deep.equal(
          subjects.map((_, i) => (i % 3 === 0 ? undefined : i)),
        );
      }),
    );
  });
}
