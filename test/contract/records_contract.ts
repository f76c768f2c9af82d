import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Activity } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import {
  aChange,
  aContinuation,
  aCreation,
  anAttachment,
  append,
  aSubject,
  aWindow,
  entriesOf,
  pageOf,
} from '../support/records.js';
import { codeOf, onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** A record from its creation to its erasure, numbers, and the end of the store. */
export function describeRecords(fresh: FreshFixture): void {
  describe('records', () => {
    it(
      'answers what was created and continued, also through another handle',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const first = aCreation(subject, { number: 7, state: { title: 'one' } });
        await store.commit([first]);
        expect(await store.head(subject)).to.deep.equal(first.head);
        const second = aContinuation(first.head, { changes: [aChange('two'), aChange('x', 'severity')] });
        await store.commit([second]);
        const other = await bench.open();
        expect(await pageOf(other, subject, aWindow())).to.deep.equal({
          head: second.head,
          activities: [...first.activities, ...second.activities],
        });
      }),
    );

    it(
      'names nothing before the first commit',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        expect(await store.head(aSubject())).to.equal(undefined);
        expect(await store.record(aSubject())).to.equal(undefined);
        expect(await pageOf(store, aSubject(), aWindow())).to.equal(undefined);
        await store.ping();
      }),
    );

    it(
      'keeps attachments in the order of their creation through updates and removals',
      attachmentTest(fresh),
    );

    it(
      'erases a record with everything of it, and its id can be created anew',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const [subject, neighbour] = [aSubject({ id: 'x' }), aSubject({ id: 'x1' })];
        const put = { type: 'put', attachment: anAttachment() } as const;
        await store.commit([
          aCreation(subject, { attachments: [put] }),
          aCreation(neighbour, { attachments: [put] }),
        ]);
        await append(store, subject, () => ({ changes: [aChange(), aChange('s', 'severity')] }));
        await store.commit([{ type: 'erase', expected: 2, subject }]);
        expect(await store.record(subject)).to.equal(undefined);
        expect(await pageOf(store, subject, aWindow())).to.equal(undefined);
        expect((await store.record(neighbour))?.attachments).to.deep.equal([put.attachment]);
        const anew = aCreation(subject, { number: 2, changes: [aChange('anew')] });
        await store.commit([anew]);
        expect(await store.record(subject)).to.deep.equal({ head: anew.head, attachments: [] });
        expect(await soundHead(store, subject)).to.deep.equal(anew.head);
        const titles = await pageOf(store, subject, aWindow({ facets: ['field:title', 'field:severity'] }));
        expect(titles?.activities).to.deep.equal(anew.activities);
      }),
    );

    it(
      'keeps a record that was deleted with its history',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const first = aCreation(aSubject());
        await store.commit([first]);
        const deletion = aContinuation(first.head, { deleted: true, changes: [{ type: 'deleted' }] });
        await store.commit([deletion]);
        expect((await soundHead(store, first.head.subject)).deleted).to.equal(true);
      }),
    );

    it('gives no number twice, whatever the size of the blocks', numbersTest(fresh));

    it(
      'fails every call after it was closed, finishes what was running, and may be closed twice',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const running = store.commit([aCreation(subject)]);
        const closing = store.close();
        await Promise.all([running, closing, store.close()]);
        for (const call of callsOf(store)) expect(await codeOf(call())).to.equal('STORE_UNAVAILABLE');
        expect((await soundHead(await bench.open(), subject)).seq).to.equal(1);
      }),
    );

    it(
      'is closed when everything that was running has ended, however long it takes',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const { head, activities } = aCreation(aSubject());
        let goOn: () => void = () => undefined;
        const held = new Promise<void>((resolve) => (goOn = resolve));
        async function* slowly(): AsyncGenerator<Activity> {
          await held;
          yield* activities;
        }
        const running = store.restore({ head, attachments: [], activities: slowly() });
        let closed = false;
        const closing = store.close().then(() => (closed = true));
        await wait(200);
        expect(closed).to.equal(false);
        goOn();
        await Promise.all([running, closing]);
        expect(await soundHead(await bench.open(), head.subject)).to.deep.equal(head);
      }),
    );
  });
}

function callsOf(store: ActivityStore): (() => Promise<unknown>)[] {
  const subject = aSubject();
  const { head } = aCreation(subject);
  return [
    () => store.head(subject),
    () => store.record(subject),
    () => entriesOf(store, head, aWindow()),
    () => pageOf(store, subject, aWindow()),
    () => store.commit([aCreation(subject)]),
    () => store.reserveNumbers(1),
    () => store.ping(),
  ];
}

function attachmentTest(fresh: FreshFixture): () => Promise<void> {
  return onFresh(fresh, async (bench) => {
    const store = await bench.open();
    const subject = aSubject();
    const [a, b, c] = [
      anAttachment({ id: 'z' }),
      anAttachment({ id: 'm/1:\u0001', createdSeq: 2 }),
      anAttachment({ id: 'a'.repeat(500), createdSeq: 3 }),
    ];
    await append(store, subject, () => ({ attachments: [{ type: 'put', attachment: a }] }));
    await append(store, subject, () => ({
      attachments: [b, c].map((attachment) => ({ type: 'put', attachment })),
    }));
    expect((await store.record(subject))?.attachments).to.deep.equal([a, b, c]);
    const updated = { ...a, revision: 2, state: { comment: 'changed' } };
    await append(store, subject, () => ({
      attachments: [
        { type: 'put', attachment: updated },
        { type: 'remove', id: b.id },
      ],
    }));
    const record = await store.record(subject);
    expect(record?.attachments).to.deep.equal([updated, c]);
    expect(record?.head.revision).to.equal(3);
  });
}

function numbersTest(fresh: FreshFixture): () => Promise<void> {
  return onFresh(fresh, async (bench) => {
    const [one, two] = [await bench.open(), await bench.open()];
    const sizes = Array.from({ length: 30 }, (_, i) => (i % 3) + 1);
    const blocks = await Promise.all(
      sizes.map(async (size, i) => {
        const first = await (i % 2 === 0 ? one : two).reserveNumbers(size);
        return Array.from({ length: size }, (_, k) => first + k);
      }),
    );
    const numbers = blocks.flat();
    expect(new Set(numbers).size).to.equal(numbers.length);
    expect(Math.min(...numbers)).to.be.at.least(1);
    expect(await codeOf(one.reserveNumbers(0))).to.not.equal('no error');
  });
}
