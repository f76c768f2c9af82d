import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { appendSealed, headOf, soundLog, untilErased, untilSize } from '../support/log.js';
import { aSubject } from '../support/records.js';
import { sealedHead } from '../support/sealing.js';
import { isAck } from './processes_contract.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const ENDLESS = 1_000_000;

/** Several processes that write and append. */
export function describeLogProcesses(fresh: FreshFixture): void {
  it(
    'has every entry once when two handles and two processes write and catch up',
    onFresh(fresh, async (bench) => {
      const stores = [await bench.open(), await bench.open()];
      const children = [bench.child(), bench.child()];
      const shared = aSubject({ id: 'shared' });
      const own = children.map((_, i) => aSubject({ id: `own ${String(i)}` }));
      const here = stores.map(async (store, i) => {
        for (let n = 0; n < 30; n += 1) {
          await appendSealed(store, n % 2 === 0 ? shared : aSubject({ id: `here ${String(i)}` }));
          await store.log.catchUp('default');
        }
      });
      const there = children.map((child, i) => {
        const subjects = [shared, own[i] ?? shared];
        return child.run({ type: 'seal', subjects, writers: 2, commits: 20 });
      });
      await Promise.all([...here, ...there]);
      const all = [shared, ...own, ...stores.map((_, i) => aSubject({ id: `here ${String(i)}` }))];
      for (const store of stores) {
        await store.log.catchUp('default');
        expect(await soundLog(store, 'default', all)).to.have.length(30 + 80 + 80 + 30);
      }
    }),
  );

  it(
    'catches up with what another process has acknowledged',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const child = bench.child();
      const subject = aSubject();
      for (let seq = 3; seq <= 9; seq += 3) {
        await child.run({ type: 'seal', subjects: [subject], writers: 1, commits: 3 });
        await store.log.catchUp('default');
        const positions = await store.log.positions(await headOf(store, subject), { from: 1, to: seq });
        expect(positions).to.deep.equal(Array.from({ length: seq }, (_, i) => i));
      }
    }),
  );

  it(
    'takes in by itself what killed processes have committed, with gaps nowhere',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subjects = ['a', 'b', 'c'].map((id) => aSubject({ id }));
      for (const acks of [1, 40, 150]) {
        const child = bench.child();
        child.send({ type: 'seal', subjects, writers: 2, commits: ENDLESS });
        await child.until((messages) => messages.filter(isAck).length >= acks);
        await child.kill();
        await settle(store);
        const heads = await Promise.all(subjects.map((subject) => store.head(subject)));
        await untilSize(
          store,
          'default',
          heads.reduce((sum, head) => sum + (head?.seq ?? 0), 0),
        );
        await soundLog(store, 'default', subjects);
      }
    }),
  ).timeout(180_000);

  it(
    'is whole after each of several kills in the middle of erasures',
    onFresh(fresh, async (bench) => {
      const subjects = ['a', 'b'].map((id) => aSubject({ id }));
      for (const acks of [4, 7, 12]) {
        const child = bench.child();
        child.send({ type: 'churn', subjects, commits: ENDLESS });
        await child.until((messages) => messages.filter(isAck).length >= acks);
        // Somewhere in what comes next.
        await wait(10 * acks);
        await child.kill();
        const store = await bench.open();
        await settle(store);
        await store.log.catchUp('default');
        await untilErased(store, 'default', subjects);
        const rows = await soundLog(store, 'default', subjects);
        const of = { owner: 'cases' };
        const named = await store.log.byTime('default', { of, order: 'asc', limit: 100_000 });
        expect(named).to.have.length(rows.filter(({ entry }) => entry !== undefined).length);
        for (const subject of subjects) {
          await appendSealed(store, subject);
          await sealedHead(store, subject);
        }
        await store.close();
      }
    }),
  ).timeout(180_000);
}

/** What was being committed when its process was killed may come to light with the next write, whoever does that. */
async function settle(store: ActivityStore): Promise<void> {
  await appendSealed(store, aSubject({ space: 'elsewhere' }));
}
