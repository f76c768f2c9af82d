import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { anAlertAttachment, aPut, attachedTo } from '../support/attached.js';
import { aContinuation, aCreation, anAttachment, append, aSubject } from '../support/records.js';
import { attachedToTests } from './attached_to_tests.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** Single attachments by their ids, and records by what is attached to them. */
export function describeAttachments(fresh: FreshFixture): void {
  describe('attachments', () => {
    it(
      'are answered in the place of their ids, from the moment of their commit on',
      onFresh(fresh, async (bench) => {
        const [store, other] = [await bench.open(), await bench.open()];
        const subject = aSubject();
        const [a, b, gone] = ['a', 'b\0/', 'x'.repeat(3_000)].map((id) => anAttachment({ id }));
        if (a === undefined || b === undefined || gone === undefined) return;
        const first = aCreation(subject, { attachments: [a, b, gone].map(aPut) });
        await store.commit([first]);
        const ids = [b.id, 'nowhere', a.id, gone.id, '', '\ud800', a.id];
        for (const one of [store, other]) {
          expect(await one.attachments(subject, ids)).to.deep.equal([
            ...[b, undefined, a, gone, undefined, undefined, a],
          ]);
        }
        const now = { ...a, revision: 2, state: { comment: 'newer' } };
        const second = aContinuation(first.head, {
          attachments: [aPut(now), { type: 'remove', id: gone.id }],
        });
        await store.commit([second]);
        const expected = [b, undefined, now, undefined, undefined, undefined, now];
        for (const one of [store, other]) expect(await one.attachments(subject, ids)).to.deep.equal(expected);
        expect(await store.attachments(subject, [])).to.deep.equal([]);
        await store.close();
        expect(await other.attachments(subject, ids)).to.deep.equal(expected);
      }),
    );

    it(
      'are none of a record that is not there, of another space or kind, or that cannot be there',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        await store.commit([aCreation(subject, { attachments: [aPut(anAttachment({ id: 'a' }))] })]);
        for (const over of [{ id: 'x' }, { space: 'soc' }, { kind: 'alert' }, { id: `${subject.id}\0` }]) {
          expect(await store.attachments({ ...subject, ...over }, ['a', 'a'])).to.deep.equal([
            ...[undefined, undefined],
          ]);
        }
        for (const id of ['', 'a\0', '\ud800', 'x'.repeat(600)]) {
          expect(await store.attachments(aSubject({ id }), ['a'])).to.deep.equal([undefined]);
        }
      }),
    );

    it(
      'are those of the history that there is now: kept with a deleted one, gone with an erased one',
      onFresh(fresh, async (bench) => {
        const [store, other] = [await bench.open(), await bench.open()];
        const subject = aSubject();
        const [a, b] = [anAlertAttachment('a', 'alert'), anAttachment({ id: 'b', createdSeq: 2 })];
        const { head } = await append(store, subject, () => ({ attachments: [aPut(a)] }));
        await store.commit([aContinuation(head, { deleted: true })]);
        expect(await store.attachments(subject, ['a'])).to.deep.equal([a]);
        expect(await attachedTo(store, 'alert:alert')).to.deep.equal([subject.id]);
        await store.commit([{ type: 'erase', expected: 2, subject }]);
        for (const one of [store, other]) await expectNothing(one, subject.id);
        await store.commit([aCreation(subject, { number: 2, attachments: [aPut(b)] })]);
        for (const one of [store, other]) {
          expect(await one.attachments(subject, ['a', 'b'])).to.deep.equal([undefined, b]);
          expect(await attachedTo(one, 'alert:alert')).to.deep.equal([]);
          expect(await attachedTo(one, 'id:b')).to.deep.equal([subject.id]);
        }
      }),
    );

    it(
      'come and go with a commit of several records',
      onFresh(fresh, async (bench) => {
        const [store, other] = [await bench.open(), await bench.open()];
        const [a, b] = [aSubject({ id: 'a' }), aSubject({ id: 'b' })];
        const own = anAlertAttachment('own', 'alert');
        const first = aCreation(a, { attachments: [aPut(own)] });
        await store.commit([first, aCreation(b, { number: 2, attachments: [aPut(own)] })]);
        expect(await other.attachments(a, ['own'])).to.deep.equal([own]);
        expect(await attachedTo(other, 'alert:alert')).to.deep.equal(['a', 'b']);
        const removal = aContinuation(first.head, { attachments: [{ type: 'remove', id: 'own' }] });
        await store.commit([removal, { type: 'erase', expected: 1, subject: b }]);
        for (const subject of [a, b])
          expect(await other.attachments(subject, ['own'])).to.deep.equal([undefined]);
        expect(await attachedTo(other, 'alert:alert')).to.deep.equal([]);
      }),
    );

    it(
      'are a thousand at most, also of large ones',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const all = Array.from({ length: 1_000 }, (_, i) =>
          anAttachment({ id: `c${String(i)}`, state: { comment: 'x'.repeat(i < 985 ? 10 : 200_000) } }),
        );
        // The large ones come last and one by one: there are engines that take longer for each the more there are.
        for (let from = 0; from < all.length; from += from < 985 ? 197 : 1) {
          const some = all.slice(from, from + (from < 985 ? 197 : 1)).map(aPut);
          await append(store, subject, () => ({ attachments: some }));
        }
        const wanted = [...all].reverse();
        const ids = wanted.map(({ id }) => id);
        expect(await store.attachments(subject, ids)).to.deep.equal(wanted);
      }),
    );

    attachedToTests(fresh);
  });
}

async function expectNothing(store: ActivityStore, id: string): Promise<void> {
  expect(await store.attachments(aSubject({ id }), ['a'])).to.deep.equal([undefined]);
  for (const key of ['alert:alert', 'id:a']) expect(await attachedTo(store, key)).to.deep.equal([]);
}
