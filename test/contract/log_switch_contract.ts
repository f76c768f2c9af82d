import { expect } from 'chai';
import { allRows, appendSealed, erase, headOf, soundLog } from '../support/log.js';
import { aChange, aSubject } from '../support/records.js';
import { codeOf, onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** A store that is opened without a log. */
export function describeLogSwitch(fresh: FreshFixture): void {
  it(
    'is refused by a store without one, whose commits work all the same',
    onFresh(fresh, async (bench) => {
      const store = await bench.open({ log: false });
      const { log } = store;
      const head = await appendSealed(store, aSubject());
      const calls: Readonly<Record<string, Promise<unknown>>> = {
        catchUp: log.catchUp('default'),
        head: log.head('default'),
        rows: log.rows('default', { start: 0, end: 1 }),
        byTime: log.byTime('default', { of: { owner: 'cases' }, order: 'asc', limit: 1 }),
        positions: log.positions(head, { from: 1, to: 1 }),
        tile: log.tile('default', 0, 0),
        publish: log.publish('default', { size: 1, note: 'n' }),
        spaces: log.spaces(undefined, 10),
        extend: log.extend('default', []),
      };
      for (const [name, call] of Object.entries(calls)) {
        expect(await codeOf(call), name).to.equal('LOG_DISABLED');
      }
      await log.mark(head);
      expect(await headOf(store, head.subject)).to.deep.equal(head);
    }),
  );

  it(
    'has everything once its records are marked that were written without one',
    onFresh(fresh, async (bench) => {
      const subjects = ['a', 'b', 'c', 'd'].map((id) => aSubject({ id }));
      const [a, b, c, d] = subjects;
      if (a === undefined || b === undefined || c === undefined || d === undefined) return;
      const changes = [aChange('1'), aChange('2')];
      const first = await bench.open();
      for (const subject of [a, b]) await appendSealed(first, subject, { changes });
      await first.log.catchUp('default');
      await first.close();
      const without = await bench.open({ log: false });
      for (const subject of [a, c]) await appendSealed(without, subject, { changes });
      await erase(without, b);
      await appendSealed(without, d);
      await without.close();
      const store = await bench.open();
      await store.log.catchUp('default');
      expect(await allRows(store, 'default')).to.have.length(4);
      // A commit brings what was written before it.
      await appendSealed(store, d);
      for (const subject of [a, c]) await store.log.mark(await headOf(store, subject));
      await store.log.catchUp('default');
      const rows = await soundLog(store, 'default', subjects);
      const names = rows.map(({ entry }) => entry?.subject.id ?? '-');
      expect(names.slice(0, 4)).to.deep.equal(['a', 'a', '-', '-']);
      expect(names.slice(4).sort()).to.deep.equal(['a', 'a', 'c', 'c', 'd', 'd']);
    }),
  );
}
