import { expect } from 'chai';
import { allRows, appendSealed } from '../support/log.js';
import { aChange, aSubject } from '../support/records.js';
import { embedded } from './embedded.js';
import { codeOf, onFresh } from './store_fixture.js';

describe('a log of the embedded store that comes from elsewhere', () => {
  it(
    'is refused where an entry that it names is not the next one of its record',
    onFresh(embedded, async (bench) => {
      const store = await bench.open();
      const subject = aSubject();
      await appendSealed(store, subject, { changes: [aChange(), aChange()] });
      await store.log.catchUp('default');
      const rows = await allRows(store, 'default');
      const [first, second] = rows;
      if (first?.entry === undefined || second?.entry === undefined) throw new Error('They were recorded.');
      const again = { ...first, position: 2 };
      const beyond = { ...second, position: 2, entry: { ...second.entry, seq: 3 } };
      for (const row of [again, beyond]) {
        expect(await codeOf(store.log.extend('default', [row]))).to.equal('VERSION_CONFLICT');
      }
      expect(await allRows(store, 'default')).to.deep.equal(rows);
    }),
  );

  it(
    'is refused when it is no piece of a log of that space',
    onFresh(embedded, async (bench) => {
      const { log } = await bench.open();
      const hash = 'A'.repeat(43);
      const bare = (position: number) => ({ position, hash });
      const entry = {
        ...{ subject: aSubject({ space: 'soc' }), number: 1, seq: 1, owner: 'cases', facet: 'created' },
        ...{ at: new Date(0), actorKind: 'user' as const },
      };
      for (const rows of [
        [bare(0), bare(2)],
        [{ ...bare(0), entry }],
        Array.from({ length: 501 }, (_, i) => bare(i)),
      ]) {
        expect(await codeOf(log.extend('default', rows))).to.equal('INTERNAL_ERROR');
      }
      expect((await log.head('default')).size).to.equal(0);
    }),
  );
});
