import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { adopted } from '../../server/services/seals/adoption.js';
import { allRows, appendSealed, aSealedWrite, headOf, soundLog, untilSize } from '../support/log.js';
import { aChange, aContinuation, aCreation, aSubject, aWindow, entriesOf } from '../support/records.js';
import { aSealer } from '../support/sealing.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const many = (count: number) => Array.from({ length: count }, (_, i) => aChange(String(i)));

/** Which position an entry gets, and when. */
export function describeLogOrder(fresh: FreshFixture): void {
  it(
    'gives every acknowledged entry one position, which never changes',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const spaces = ['default', 'soc', 'España/1'];
      const subjects = spaces.flatMap((space) => ['a', 'b', 'c'].map((id) => aSubject({ space, id })));
      const before = new Map<string, unknown>();
      for (let round = 1; round <= 4; round += 1) {
        for (const subject of subjects) await appendSealed(store, subject, { changes: many(round) });
        for (const space of spaces) {
          await store.log.catchUp(space);
          const rows = await soundLog(
            store,
            space,
            subjects.filter((one) => one.space === space),
          );
          expect(rows).to.have.length((3 * round * (round + 1)) / 2);
          const known = before.get(space);
          if (Array.isArray(known)) expect(rows.slice(0, known.length)).to.deep.equal(known);
          before.set(space, rows);
        }
      }
    }),
  );

  it(
    'has the entries of a commit of several records, and nothing new for a commit without entries',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subjects = ['left', 'right'].map((id) => aSubject({ id }));
      const writes = await Promise.all(subjects.map((subject) => aSealedWrite(store, subject)));
      await store.commit(writes);
      await store.log.catchUp('default');
      expect(await soundLog(store, 'default', subjects)).to.have.length(2);
      for (const { head } of writes) {
        await store.commit(await aSealer(store).seal([aContinuation(head, { changes: [] })]));
      }
      await store.log.catchUp('default');
      expect(await soundLog(store, 'default', subjects)).to.have.length(2);
    }),
  );

  it(
    'takes entries in by itself soon after a commit',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      for (let size = 1; size <= 3; size += 1) {
        await appendSealed(store, aSubject());
        const start = performance.now();
        await untilSize(store, 'default', size);
        expect(performance.now() - start).to.be.below(2_000);
      }
    }),
  );

  it(
    'takes in a record of more entries than a portion, and more records than a portion',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const long = aSubject({ id: 'm' });
      await appendSealed(store, long, { changes: many(3_000) });
      await store.log.catchUp('default');
      await soundLog(store, 'default', [long]);
      const short = Array.from({ length: 450 }, (_, i) => aSubject({ id: `s${String(i)}` }));
      await Promise.all(short.map((subject) => appendSealed(store, subject, { changes: many(2) })));
      await store.log.catchUp('default');
      expect(await soundLog(store, 'default', [long, ...short])).to.have.length(3_900);
    }),
  );

  it(
    'catches up with what was acknowledged before, and ends while others go on writing',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subjects = ['a', 'b', 'c', 'd'].map((id) => aSubject({ id }));
      const acknowledged = new Map<string, number>();
      let over = false;
      const writers = subjects.map(async (subject) => {
        for (let i = 0; !over; i += 1) {
          // Each writes to a record that is already there, and adds new ones behind all others.
          const { seq } = await appendSealed(store, subject);
          acknowledged.set(subject.id, seq);
          await appendSealed(store, aSubject({ id: `z${String(Date.now())}${String(i)}${subject.id}` }));
        }
      });
      for (let i = 0; i < 5; i += 1) {
        await wait(50);
        const promised = new Map(acknowledged);
        await store.log.catchUp('default');
        for (const subject of subjects) {
          const to = promised.get(subject.id);
          if (to === undefined) continue;
          const positions = await store.log.positions(await headOf(store, subject), { from: 1, to });
          expect(positions).to.have.length(to).and.not.include(undefined);
        }
      }
      over = true;
      await Promise.all(writers);
    }),
  );

  it(
    'waits with a record of before until all of it is sealed',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject();
      await store.commit([aCreation(subject, { changes: many(3) })]);
      const head = await headOf(store, subject);
      const secret = await store.adoptionSecret(head);
      const entries = await entriesOf(store, head, aWindow());
      const sealed = adopted(entries, head.number, { secret, chain: undefined });
      await store.adopt(head, sealed.slice(0, 2));
      await store.log.mark(head);
      await store.log.catchUp('default');
      expect(await allRows(store, 'default')).to.deep.equal([]);
      await store.adopt(head, sealed.slice(2));
      await store.log.catchUp('default');
      expect(await soundLog(store, 'default', [subject])).to.have.length(3);
    }),
  );
}
