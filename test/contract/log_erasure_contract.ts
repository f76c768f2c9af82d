import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { actorKeyOf } from '../../server/domain/log/log_row.js';
import type { LogRow } from '../../server/domain/log/space_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { allRows, appendSealed, aSealedWrite, erase, headOf, soundLog } from '../support/log.js';
import { aChange, aSubject } from '../support/records.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const many = (count: number) => Array.from({ length: count }, (_, i) => aChange(String(i)));
const bare = ({ position, hash }: LogRow): LogRow => ({ position, hash });

/** What the log keeps of records that are erased. */
export function describeLogErasure(fresh: FreshFixture): void {
  it(
    'keeps position and hash of what is erased, and nothing else',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const [gone, stays] = [aSubject({ id: 'gone' }), aSubject({ id: 'stays' })];
      for (let i = 0; i < 3; i += 1) {
        for (const subject of [gone, stays]) await appendSealed(store, subject, { changes: many(400) });
        await store.log.catchUp('default');
      }
      const before = await soundLog(store, 'default', [gone, stays]);
      const { size, frontier, first, last } = await store.log.head('default');
      const head = await headOf(store, gone);
      await erase(store, gone);
      const expected = before.map((row) => (row.entry?.subject.id === 'gone' ? bare(row) : row));
      // At once, and when whatever is done behind it is done.
      for (const patience of [0, 1_500]) {
        await wait(patience);
        expect(await soundLog(store, 'default', [gone, stays])).to.deep.equal(expected);
        expect(await namesByTime(store)).to.deep.equal(new Set(['stays']));
        expect(await store.log.head('default')).to.deep.equal({ size, frontier, first, last });
        const positions = await store.log.positions(head, { from: 1, to: 2 });
        expect(positions).to.deep.equal([undefined, undefined]);
        await store.log.catchUp('default');
      }
    }),
  );

  it(
    'gives a record that is recorded anew new positions',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject({ id: 'again' });
      await appendSealed(store, subject, { changes: many(600) });
      await store.log.catchUp('default');
      const before = await soundLog(store, 'default', [subject]);
      for (let round = 1; round <= 3; round += 1) {
        await erase(store, subject);
        await appendSealed(store, subject, { changes: many(2) });
        await store.log.catchUp('default');
        const rows = await soundLog(store, 'default', [subject]);
        expect(rows).to.have.length(600 + 2 * round);
        expect(rows.slice(0, 600)).to.deep.equal(before.map(bare));
      }
      expect(await namesByTime(store)).to.deep.equal(new Set(['again']));
    }),
  );

  it(
    'takes nothing in that was erased before',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject();
      await appendSealed(store, subject, { changes: many(5) });
      await erase(store, subject);
      await store.log.catchUp('default');
      expect(
        (await soundLog(store, 'default', [subject])).every(({ entry }) => entry === undefined),
      ).to.equal(true);
      const { size } = await store.log.head('default');
      await appendSealed(store, subject, { changes: many(3) });
      await store.log.catchUp('default');
      expect(await soundLog(store, 'default', [subject])).to.have.length(size + 3);
    }),
  );

  it(
    'erases together with a save of another record',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const [gone, ledger] = [aSubject({ id: 'gone' }), aSubject({ id: 'ledger' })];
      const { revision } = await appendSealed(store, gone);
      await store.log.catchUp('default');
      const write = await aSealedWrite(store, ledger);
      await store.commit([{ type: 'erase', expected: revision, subject: gone }, write]);
      await store.log.catchUp('default');
      const rows = await soundLog(store, 'default', [gone, ledger]);
      expect(rows.map(({ entry }) => entry?.subject.id)).to.deep.equal([undefined, 'ledger']);
    }),
  );

  it(
    'stays whole while records are written, erased and recorded anew by two handles that catch up',
    onFresh(fresh, async (bench) => {
      const stores = [await bench.open(), await bench.open()];
      const [store] = stores;
      if (store === undefined) throw new Error('Two were opened.');
      const subjects = ['a', 'b', 'c'].map((id) => aSubject({ id }));
      const loops = stores.flatMap((one) =>
        subjects.map(async (subject) => {
          for (let i = 0; i < 25; i += 1) {
            await appendSealed(one, subject, { changes: many(1 + (i % 4)) });
            if (i % 5 === 4) await erase(one, subject).catch(() => undefined);
            if (i % 3 === 0) await one.log.catchUp('default');
          }
        }),
      );
      await Promise.all(loops);
      for (const subject of subjects) await appendSealed(store, subject);
      await store.log.catchUp('default');
      await soundLog(store, 'default', subjects);
      await wait(1_500);
      await soundLog(store, 'default', subjects);
      const of = { owner: 'cases' };
      const seen = await store.log.byTime('default', { of, order: 'asc', limit: 100_000 });
      const rows = await allRows(store, 'default');
      expect(seen).to.have.length(rows.filter(({ entry }) => entry !== undefined).length);
    }),
  );
}

/** Which records' entries the log finds by owner and by actor. */
async function namesByTime(store: ActivityStore): Promise<ReadonlySet<unknown>> {
  const [byOwner, byActor] = await Promise.all(
    [{ owner: 'cases' }, { actorKey: actorKeyOf('ana.garcia') }].map((of) =>
      store.log.byTime('default', { of, order: 'asc', limit: 10_000 }),
    ),
  );
  expect(byOwner).to.deep.equal(byActor);
  return new Set(byOwner?.map(({ entry }) => entry?.subject.id));
}
