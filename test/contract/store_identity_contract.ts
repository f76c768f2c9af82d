import { expect } from 'chai';
import { copyRegistry } from '../../server/services/copy/registry_copy.js';
import { StoreIdentity } from '../../server/services/store_identity.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** By what a store is told from others (P3). */
export function describeStoreIdentity(fresh: FreshFixture): void {
  describe('identity', () => {
    it(
      'is one UUID for all that ask at the same time, and stays',
      onFresh(fresh, async (bench) => {
        const stores = await Promise.all([bench.open(), bench.open(), bench.open()]);
        const all = stores.map(({ registry }) => new StoreIdentity(registry));
        expect(all.map(({ known }) => known)).to.deep.equal([undefined, undefined, undefined]);
        const uuids = await Promise.all(all.map((one) => one.uuid()));
        expect(uuids[0]).to.match(UUID);
        expect(new Set(uuids).size).to.equal(1);
        expect(all.map(({ known }) => known)).to.deep.equal(uuids);
        const [{ registry }] = [await bench.open()];
        expect(await new StoreIdentity(registry).uuid()).to.equal(uuids[0]);
      }),
    );

    it(
      'is not taken along by a copy',
      onFresh(fresh, async (bench) => {
        const { registry: source } = await bench.open();
        await source.set('job', 0, { value: 1 });
        await new StoreIdentity(source).uuid();
        const copied: string[] = [];
        const target = {
          ...{ get: () => Promise.resolve(undefined), remove: () => Promise.resolve(false) },
          ...{ names: () => Promise.resolve([]) },
          set: (name: string) => Promise.resolve(copied.push(name)),
        };
        await copyRegistry({ source, target, parallel: 1 });
        expect(copied).to.deep.equal(['job']);
      }),
    );
  });
}
