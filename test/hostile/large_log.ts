import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { actorKeyOf } from '../../server/domain/log/log_row.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { longestDelay } from '../support/event_loop_delay.js';
import { aSealedWrite, erase, headOf } from '../support/log.js';
import { openStore } from '../support/open_store.js';
import { aChange, aSubject } from '../support/records.js';
import type { LargeFixture } from './large_histories.js';

const LENGTH = 10_000;
const SUBJECTS = ['a', 'b'].map((id) => aSubject({ id }));
const SIZE = SUBJECTS.length * LENGTH;
/** Far more than the 40 ms that are measured when nothing else runs: other work wants the cores as well. */
const MOST_DELAY = 250;

/** A log of long records: whatever is done with it, nobody else is kept waiting. */
export function describeLargeLog(name: string, fresh: () => Promise<LargeFixture>): void {
  describe(`a log of ${String(SIZE)} entries on ${name}`, function () {
    this.timeout(120_000);
    let fixture: LargeFixture | undefined;
    let store: ActivityStore;
    before(async () => {
      fixture = await fresh();
      await seed(fixture);
      store = await openStore(fixture.location);
      for (const subject of SUBJECTS) await store.log.mark(await headOf(store, subject));
    });
    after(async () => {
      await store.close();
      await fixture?.destroy();
    });

    const keepsNobodyWaiting = (what: string, work: () => Promise<unknown>): void => {
      it(`keeps nobody waiting when ${what}`, async () => {
        expect(await longestDelay(work)).to.be.below(MOST_DELAY);
      });
    };

    keepsNobodyWaiting('it catches up', async () => {
      await store.log.catchUp('default');
      expect((await store.log.head('default')).size).to.equal(SIZE);
    });

    keepsNobodyWaiting('all of it is read by position', async () => {
      expect(await store.log.rows('default', { start: 0, end: SIZE })).to.have.length(SIZE);
    });

    keepsNobodyWaiting('all of it is read by time', async () => {
      const of = { actorKey: actorKeyOf('ana.garcia') };
      expect(await store.log.byTime('default', { of, order: 'desc', limit: SIZE })).to.have.length(SIZE);
    });

    keepsNobodyWaiting('a long record is erased and nothing of it is left', async () => {
      await erase(store, aSubject({ id: 'a' }));
      const of = { owner: 'cases' };
      // Behind all that was erased.
      const [first] = await store.log.byTime('default', { of, order: 'asc', limit: 1 });
      expect(first?.entry?.subject.id).to.equal('b');
      await wait(3_000);
    });

    keepsNobodyWaiting('a long record is erased and recorded anew at once', async () => {
      const subject = aSubject({ id: 'b' });
      await erase(store, subject);
      const write = await aSealedWrite(store, subject);
      await store.commit([write]);
      await store.log.catchUp('default');
      const { head } = write;
      expect(await store.log.positions(head, { from: 1, to: 1 })).to.deep.equal([SIZE]);
    });
  });
}

/** Records that are not in the log yet. */
async function seed(fixture: LargeFixture): Promise<void> {
  const store = await openStore(fixture.location, { log: false });
  try {
    for (const subject of SUBJECTS) {
      const changes = Array.from({ length: LENGTH }, (_, i) => aChange(String(i)));
      const { head, activities } = await aSealedWrite(store, subject, { changes });
      await store.restore({ head, attachments: [], activities: each(activities) });
    }
  } finally {
    await store.close();
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}
