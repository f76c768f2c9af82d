import { expect } from 'chai';
import { append, aSubject } from '../support/records.js';
import { runMeanwhile } from './child_store.js';
import type { ChildMessage } from './child_store.js';
import { onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** Several processes on one store. */
export function describeProcesses(fresh: FreshFixture): void {
  describe('processes', () => {
    it(
      'lets two processes that start at the same moment write to the same and to different records',
      onFresh(fresh, async (bench) => {
        const children = [bench.child(), bench.child()];
        const shared = aSubject({ id: 'shared' });
        const own = children.map((_, i) => aSubject({ id: `own ${String(i)}` }));
        await Promise.all(
          children.map((child, i) => {
            const subjects = [shared, own[i] ?? shared];
            return child.run({ type: 'append', subjects, writers: 2, commits: 30 });
          }),
        );
        const store = await bench.open();
        expect((await soundHead(store, shared)).seq).to.equal(120);
        for (const subject of own) expect((await soundHead(store, subject)).seq).to.equal(60);
        const acks = children.flatMap(({ messages }) => messages).filter(isAck);
        const seqs = acks.filter(({ id }) => id === shared.id).map(({ seq }) => seq);
        expect(seqs.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 120 }, (_, i) => i + 1));
      }),
    );

    it(
      'reads at once what another process has acknowledged',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const child = bench.child();
        const subject = aSubject();
        for (let seq = 1; seq <= 20; seq += 2) {
          await append(store, subject, () => ({}));
          const [seen] = await child.run({ type: 'head', subject });
          expect(seen).to.deep.equal({ type: 'head', seq });
          await child.run({ type: 'append', subjects: [subject], writers: 1, commits: 1 });
          expect((await store.head(subject))?.seq).to.equal(seq + 1);
        }
      }),
    );

    it(
      'does not answer from an older snapshot, not even in the same turn of the event loop',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        await append(store, subject, () => ({}));
        await soundHead(store, subject);
        runMeanwhile(bench.location, { type: 'append', subjects: [subject], writers: 1, commits: 1 });
        expect((await store.head(subject))?.seq).to.equal(2);
        runMeanwhile(bench.location, { type: 'append', subjects: [subject], writers: 1, commits: 1 });
        expect((await soundHead(store, subject)).seq).to.equal(3);
      }),
    );

    it(
      'gives no number twice across processes',
      onFresh(fresh, async (bench) => {
        const children = [bench.child(), bench.child()];
        await Promise.all(children.map((child) => child.run({ type: 'reserve', count: 3, times: 40 })));
        const store = await bench.open();
        const firsts = children.flatMap(({ messages }) =>
          messages.flatMap((message) => (message.type === 'number' ? [message.first] : [])),
        );
        firsts.push(await store.reserveNumbers(3));
        const numbers = firsts.flatMap((first) => [first, first + 1, first + 2]);
        expect(firsts).to.have.length(81);
        expect(new Set(numbers).size).to.equal(243);
      }),
    );
  });
}

/** Whether the message acknowledges a commit. */
export function isAck(message: ChildMessage): message is Extract<ChildMessage, { type: 'ack' }> {
  return message.type === 'ack';
}
