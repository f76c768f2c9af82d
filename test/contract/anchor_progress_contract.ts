import { expect } from 'chai';
import { AnchorProgress } from '../../server/services/integrity/anchors/anchor_progress.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const PLACE = { anchor: 'a', space: 'default' };

/** What several processes agree on about an anchor (N10.6). */
export function describeAnchorProgress(fresh: FreshFixture): void {
  describe('progress of anchors', () => {
    it(
      'is brought forward by one of several at once, and never back',
      onFresh(fresh, async (bench) => {
        const stores = await Promise.all([bench.open(), bench.open(), bench.open()]);
        const all = stores.map(({ registry }) => new AnchorProgress(registry));
        const kept: number[] = [];
        const bring = (progress: AnchorProgress, size: number): Promise<boolean> =>
          progress.advance(PLACE, size, () => {
            kept.push(size);
            return Promise.resolve();
          });
        for (const size of [1, 2, 3, 4, 5]) {
          expect(await Promise.all(all.map((one) => bring(one, size)))).to.include(true);
          for (const one of all) expect(await one.sizeOf(PLACE)).to.equal(size);
        }
        expect(kept).to.deep.equal([1, 2, 3, 4, 5]);
        for (const one of all) expect(await bring(one, 4)).to.equal(true);
        expect(kept).to.have.length(5);
        for (const place of [
          { ...PLACE, space: 'other' },
          { ...PLACE, anchor: 'b' },
        ]) {
          for (const one of all) expect(await one.sizeOf(place)).to.equal(0);
        }
      }),
    );

    it(
      'is held by one until it is through, and free again at once when that fails',
      onFresh(fresh, async (bench) => {
        const [{ registry }, { registry: second }] = [await bench.open(), await bench.open()];
        const [progress, other] = [new AnchorProgress(registry), new AnchorProgress(second)];
        let wasOther: boolean | undefined;
        const failing = progress.advance(PLACE, 3, async () => {
          wasOther = await other.advance(PLACE, 3, () => Promise.reject(new Error('It is held.')));
          throw new Error('no anchor');
        });
        const outcome = await failing.catch((error: unknown) => String(error));
        expect([outcome, wasOther]).to.deep.equal(['Error: no anchor', false]);
        expect(await other.sizeOf(PLACE)).to.equal(0);
        expect(await other.advance(PLACE, 3, () => Promise.resolve())).to.equal(true);
        expect(await progress.sizeOf(PLACE)).to.equal(3);
      }),
    );
  });
}
