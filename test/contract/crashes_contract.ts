import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { append, aSubject } from '../support/records.js';
import type { ChildStore } from './child_store.js';
import { isAck } from './processes_contract.js';
import { onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const ENDLESS = 1_000_000;

/** What is there after a process was killed in the middle of commits. */
export function describeCrashes(fresh: FreshFixture): void {
  describe('crashes', () => {
    it(
      'has every acknowledged entry and at most one more per request in flight after each of several kills',
      onFresh(fresh, async (bench) => {
        const subjects = ['a', 'b', 'c'].map((id) => aSubject({ id }));
        const writers = 2;
        const lengths = new Map(subjects.map(({ id }) => [id, 0]));
        for (const acks of [1, 37, 150]) {
          const child = bench.child();
          child.send({ type: 'append', subjects, writers, commits: ENDLESS });
          await killAfter(child, acks);
          const store = await bench.open();
          for (const subject of subjects) {
            const seqs = child.messages
              .filter(isAck)
              .flatMap(({ id, seq }) => (id === subject.id ? [seq] : []));
            const before = lengths.get(subject.id) ?? 0;
            const length = await lengthOf(store, subject);
            expect(new Set(seqs).size).to.equal(seqs.length);
            expect(length).to.be.at.least(Math.max(before, ...seqs));
            expect(length - before - seqs.length).to.be.within(0, writers);
            lengths.set(subject.id, length);
          }
          await store.close();
        }
      }),
    );

    it(
      'has both or neither of two records that were written together after a kill',
      onFresh(fresh, async (bench) => {
        const pair = [aSubject({ id: 'left' }), aSubject({ id: 'right' })] as const;
        for (const acks of [2, 80]) {
          const child = bench.child();
          child.send({ type: 'together', subjects: pair, commits: ENDLESS });
          await killAfter(child, acks);
          const store = await bench.open();
          const [left, right] = [await lengthOf(store, pair[0]), await lengthOf(store, pair[1])];
          expect(left).to.equal(right);
          expect(left).to.be.at.least(Math.max(...child.messages.filter(isAck).map(({ seq }) => seq)));
          await store.close();
        }
      }),
    );

    it(
      'goes on in the other process when one is killed in the middle of commits',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const child = bench.child();
        child.send({ type: 'append', subjects: [subject], writers: 4, commits: ENDLESS });
        await killAfter(child, 60);
        const { head } = await append(store, subject, (before) => ({
          state: { seq: (before?.seq ?? 0) + 1 },
        }));
        expect(await lengthOf(store, subject)).to.equal(head.seq);
      }),
    );
  });
}

async function killAfter(child: ChildStore, acks: number): Promise<void> {
  await child.until((messages) => messages.filter(isAck).length >= acks);
  await child.kill();
}

/** How many entries there are; 0 without the record. Each commit put its entry’s `seq` into the state. */
async function lengthOf(store: ActivityStore, subject: Subject): Promise<number> {
  if ((await store.head(subject)) === undefined) return 0;
  const head = await soundHead(store, subject);
  expect(head.state).to.deep.equal({ seq: head.seq });
  expect(head.revision).to.equal(head.seq);
  return head.seq;
}
