import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import type { LogRow } from '../../server/domain/log/space_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { allRows, appendSealed, aSealedWrite, erase, headOf, soundLog } from '../support/log.js';
import { aChange, aSubject, aWindow, entriesOf } from '../support/records.js';
import { codeOf, onFresh, onTwoFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const PORTION = 500;
const many = (count: number) => Array.from({ length: count }, (_, i) => aChange(String(i)));

/** A log that comes from another store, and records that come without one. */
export function describeLogMoving(fresh: FreshFixture): void {
  it(
    'is continued behind rows that come from elsewhere, which stand where they stood',
    onTwoFresh(fresh, async (source, target) => {
      const [from, to] = [await source.open(), await target.open()];
      const subjects = ['a', 'b', 'c', 'gone'].map((id) => aSubject({ id }));
      for (let i = 1; i <= 5; i += 1) {
        for (const subject of subjects) await appendSealed(from, subject, { changes: many(40 * i) });
        await from.log.catchUp('default');
      }
      await erase(from, aSubject({ id: 'gone' }));
      const rows = await soundLog(from, 'default', subjects);
      for (const subject of subjects.slice(0, 3)) await copyRecord(from, to, subject);
      await extendBy(to, rows);
      expect(await soundLog(to, 'default', subjects)).to.deep.equal(rows);
      expect((await to.log.head('default')).frontier).to.deep.equal(
        (await from.log.head('default')).frontier,
      );
      const of = { owner: 'cases' };
      expect(await to.log.byTime('default', { of, order: 'desc', limit: 5_000 })).to.deep.equal(
        await from.log.byTime('default', { of, order: 'desc', limit: 5_000 }),
      );
      // Nothing gets a second position.
      for (const subject of subjects.slice(0, 3)) await to.log.mark(await headOf(to, subject));
      await to.log.catchUp('default');
      expect(await allRows(to, 'default')).to.have.length(rows.length);
      await appendSealed(to, aSubject({ id: 'b' }), { changes: many(3) });
      await to.log.catchUp('default');
      const longer = await soundLog(to, 'default', subjects);
      expect(longer.slice(0, rows.length)).to.deep.equal(rows);
      expect(longer).to.have.length(rows.length + 3);
      expect(await codeOf(to.log.extend('default', rows.slice(0, 5)))).to.equal('VERSION_CONFLICT');
      expect(await allRows(to, 'default')).to.have.length(rows.length + 3);
    }),
  );

  it(
    'is not continued by rows that stand further on, and by nothing when there are none',
    onFresh(fresh, async (bench) => {
      const { log } = await bench.open();
      const hash = 'A'.repeat(43);
      expect(await codeOf(log.extend('default', [{ position: 1, hash }]))).to.equal('VERSION_CONFLICT');
      await log.extend('default', []);
      expect((await log.head('default')).size).to.equal(0);
      await log.extend('default', [{ position: 0, hash }]);
      expect(await codeOf(log.extend('default', [{ position: 0, hash }]))).to.equal('VERSION_CONFLICT');
      const rows = [1, 2].map((position) => ({ position, hash }));
      const outcomes = await Promise.all([log, log, log].map((one) => codeOf(one.extend('default', rows))));
      expect(outcomes.sort()).to.deep.equal(['VERSION_CONFLICT', 'VERSION_CONFLICT', 'no error']);
      expect((await log.head('default')).size).to.equal(3);
      expect(await log.rows('default', { start: 0, end: 9 })).to.deep.equal([{ position: 0, hash }, ...rows]);
    }),
  );

  it(
    'keeps no entry of a row whose record is not there',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject();
      await appendSealed(store, subject);
      await store.log.catchUp('default');
      const [row] = await allRows(store, 'default');
      if (row?.entry === undefined) throw new Error('It was recorded.');
      const { position, hash, entry } = row;
      const rows = [
        { ...row, position: position + 1, entry: { ...entry, number: entry.number + 1 } },
        { ...row, position: position + 2, entry: { ...entry, subject: aSubject() } },
      ];
      await store.log.extend('default', rows);
      expect(await soundLog(store, 'default', [subject])).to.deep.equal([
        row,
        { position: 1, hash },
        { position: 2, hash },
      ]);
    }),
  );

  it(
    'takes in a restored record when it is marked, and not before',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject();
      const { head, activities } = await aSealedWrite(store, subject, { changes: many(1_203) });
      await store.restore({ head, attachments: [], activities: each(activities) });
      await store.log.catchUp('default');
      expect(await allRows(store, 'default')).to.deep.equal([]);
      await store.log.mark(head);
      await store.log.catchUp('default');
      expect(await soundLog(store, 'default', [subject])).to.have.length(1_203);
      await store.log.mark(head);
      await store.log.catchUp('default');
      expect(await allRows(store, 'default')).to.have.length(1_203);
    }),
  );

  it(
    'takes nothing in of a marked record that is erased',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject();
      const { head, activities } = await aSealedWrite(store, subject, { changes: many(3) });
      await store.restore({ head, attachments: [], activities: each(activities) });
      await erase(store, subject);
      await store.log.mark(head);
      await store.log.catchUp('default');
      expect(await allRows(store, 'default')).to.deep.equal([]);
    }),
  );
}

async function copyRecord(from: ActivityStore, to: ActivityStore, subject: Subject): Promise<void> {
  const head = await headOf(from, subject);
  const activities = await entriesOf(from, head, aWindow());
  await to.restore({ head, attachments: [], activities: each(activities) });
}

async function extendBy(store: ActivityStore, rows: readonly LogRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += PORTION) {
    await store.log.extend('default', rows.slice(start, start + PORTION));
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}
