import { expect } from 'chai';
import {
  aChange,
  aContinuation,
  aCreation,
  anAttachment,
  append,
  aSubject,
  aWindow,
  pageOf,
} from '../support/records.js';
import { codeOf, onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** One write door: one wins per version, all or nothing. */
export function describeCommits(fresh: FreshFixture): void {
  describe('commits', () => {
    it(
      'refuses a write whose expected revision is not the record’s and writes nothing of it',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const first = aCreation(subject);
        await store.commit([first]);
        const second = aContinuation(first.head, {
          attachments: [{ type: 'put', attachment: anAttachment() }],
        });
        const missing = aContinuation(aCreation(aSubject()).head);
        const stale = [
          [aCreation(subject, { state: { title: 'stale' } })],
          [aContinuation({ ...second.head, revision: 9 })],
          [missing],
          [{ type: 'erase', expected: 2, subject } as const],
          [{ type: 'erase', expected: 1, subject: aSubject() } as const],
        ];
        for (const writes of stale) expect(await codeOf(store.commit(writes))).to.equal('VERSION_CONFLICT');
        expect(await pageOf(store, subject, aWindow())).to.deep.equal({
          head: first.head,
          activities: first.activities,
        });
        expect(await store.head(missing.head.subject)).to.equal(undefined);
        await store.commit([second]);
        expect(await codeOf(store.commit([second]))).to.equal('VERSION_CONFLICT');
        expect((await store.record(subject))?.attachments).to.have.length(1);
      }),
    );

    it(
      'saves several records together or none of them',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const heads = ['a', 'b', 'c'].map((id) => aCreation(aSubject({ id })));
        await store.commit(heads);
        const [a, b, c] = await Promise.all(heads.map(({ head }) => soundHead(store, head.subject)));
        if (a === undefined || b === undefined || c === undefined) throw new Error('A record is missing.');
        const newcomer = aCreation(aSubject());
        for (const order of [
          [a, b, { ...c, revision: 5 }],
          [{ ...a, revision: 5 }, b, c],
        ]) {
          const writes = [newcomer, ...order.map((head) => aContinuation(head))];
          expect(await codeOf(store.commit(writes))).to.equal('VERSION_CONFLICT');
          const now = await Promise.all([a, b, c].map(({ subject }) => soundHead(store, subject)));
          expect(now).to.deep.equal([a, b, c]);
          expect(await store.head(newcomer.head.subject)).to.equal(undefined);
        }
        await store.commit([
          newcomer,
          aContinuation(a),
          aContinuation(b),
          { type: 'erase', expected: 1, subject: c.subject },
        ]);
        expect((await soundHead(store, a.subject)).seq).to.equal(2);
        expect((await soundHead(store, newcomer.head.subject)).seq).to.equal(1);
        expect(await store.head(c.subject)).to.equal(undefined);
      }),
    );

    it(
      'refuses a write that would leave a gap, and a record named twice',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const first = aCreation(aSubject());
        await store.commit([first]);
        const { head, activities, ...rest } = aContinuation(first.head);
        const broken = [
          [{ ...rest, activities, head: { ...head, revision: 3 } }],
          [{ ...rest, activities, head: { ...head, seq: 3 } }],
          [{ ...rest, activities, head: { ...head, counts: { ...head.counts, pushed: 1 } } }],
          [{ ...rest, activities: activities.map((entry) => ({ ...entry, seq: 3 })), head }],
          [{ ...rest, activities: [], head }],
          [aContinuation(first.head), aContinuation(first.head)],
        ];
        for (const writes of broken) expect(await codeOf(store.commit(writes))).to.not.equal('no error');
        expect(await soundHead(store, first.head.subject)).to.deep.equal(first.head);
      }),
    );

    it(
      'lets one of many concurrent writers win per version, loses nothing and doubles nothing',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const won: number[] = [];
        const writer = async (name: number): Promise<void> => {
          for (let i = 0; i < 20; i += 1) {
            const changes = [aChange(`${String(name)}/${String(i)}`)];
            won.push((await append(store, subject, () => ({ changes }))).head.revision);
          }
        };
        await Promise.all(Array.from({ length: 16 }, (_, name) => writer(name)));
        expect(won.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 320 }, (_, i) => i + 1));
        const head = await soundHead(store, subject);
        expect([head.seq, head.revision]).to.deep.equal([320, 320]);
        const page = await pageOf(store, subject, aWindow());
        const written = page?.activities.map(({ change }) => change.type === 'field' && change.after);
        expect(new Set(written).size).to.equal(320);
      }),
    );

    it(
      'lets one of two crossing commits to the same pair of records win as a whole',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const pair = [aCreation(aSubject()), aCreation(aSubject())];
        await store.commit(pair);
        for (let round = 0; round < 10; round += 1) {
          const heads = await Promise.all(pair.map(({ head }) => soundHead(store, head.subject)));
          const attempts = [heads, heads.toReversed()].map((order) =>
            codeOf(store.commit(order.map((head) => aContinuation(head)))),
          );
          expect((await Promise.all(attempts)).sort()).to.deep.equal(['VERSION_CONFLICT', 'no error']);
        }
        for (const { head } of pair) expect((await soundHead(store, head.subject)).seq).to.equal(11);
      }),
    );

    it(
      'writes nothing of a commit that loses any one of its records to a commit made at the same moment',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const first = ['a', 'b', 'c'].map((id) => aCreation(aSubject({ id })));
        await store.commit(first);
        for (let lost = 0; lost < 3; lost += 1) {
          const heads = await Promise.all(first.map(({ head }) => soundHead(store, head.subject)));
          const all = heads.map((head) => aContinuation(head, { state: { from: 'all' } }));
          const newcomer = aCreation(aSubject());
          const one = heads
            .slice(lost, lost + 1)
            .map((head) => aContinuation(head, { state: { from: 'one' } }));
          const codes = [codeOf(store.commit(one)), codeOf(store.commit([newcomer, ...all]))];
          const [single, several] = await Promise.all(codes);
          expect([single, several].sort()).to.deep.equal(['VERSION_CONFLICT', 'no error']);
          const expected = single === 'no error' ? heads.map((_, i) => (i === lost ? 1 : 0)) : [1, 1, 1];
          const now = await Promise.all(first.map(({ head }) => soundHead(store, head.subject)));
          expect(now.map(({ seq }, i) => seq - (heads[i]?.seq ?? 0))).to.deep.equal(expected);
          const arrived = (await store.head(newcomer.head.subject)) !== undefined;
          expect(arrived).to.equal(several === 'no error');
        }
      }),
    );
  });
}
