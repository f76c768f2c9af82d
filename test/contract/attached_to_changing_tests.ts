import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import { attachedAlertKey } from '../../server/domain/attachment_keys.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { anAlertAttachment, aPut, attachedTo, casesOf } from '../support/attached.js';
import { appendSealed, headOf } from '../support/log.js';
import { anAttachment, append, aSubject } from '../support/records.js';
import { everywhere } from './everywhere.js';
import { aWhole, imageOf } from './moving/whole_record.js';
import { onFresh, onTwoFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** Records by the keys of their attachments: restored, redacted and erased ones, and those that others write. */
export function attachedToChangingTests(fresh: FreshFixture): void {
  it(
    'keep their keys when the record is restored elsewhere, and lose those that are redacted',
    onTwoFresh(fresh, async (from, to) => {
      const [source, target] = [await from.open(), await to.open()];
      const whole = aWhole(aSubject({ id: 'r' }), 3, 5);
      const attachments = [anAlertAttachment('one', ['a', 'b']), anAlertAttachment('two', 'b')];
      await source.restore(imageOf({ ...whole, attachments }));
      const stored = await source.record(whole.head.subject);
      await target.restore(imageOf({ ...whole, attachments: stored?.attachments ?? [] }));
      for (const [bench, store] of [
        [from, source],
        [to, target],
      ] as const) {
        await everywhere(bench, store, async (one) => {
          for (const alert of ['a', 'b']) expect(await casesOf(one, alert)).to.deep.equal(['r']);
          expect(await one.attachments(whole.head.subject, ['two'])).to.deep.equal(attachments.slice(1));
        });
      }

      const redacted = aSubject({ id: 's' });
      await appendSealed(source, redacted, { attachments: attachments.map(aPut) });
      const changed = anAlertAttachment('one', ['c', 'b'], 2);
      const head = await headOf(source, redacted);
      await source.redact({ head, state: {}, attachments: [changed], activities: [] });
      await everywhere(from, source, async (one) => {
        expect(await casesOf(one, 'a')).to.deep.equal(['r']);
        expect(await casesOf(one, 'b')).to.deep.equal(['r', 's']);
        expect(await casesOf(one, 'c')).to.deep.equal(['s']);
        expect(await one.attachments(redacted, ['one'])).to.deep.equal([changed]);
      });
      await eraseBoth(source, [whole.head.subject, redacted]);
      await everywhere(from, source, async (one) => {
        for (const alert of ['a', 'b', 'c']) expect(await casesOf(one, alert)).to.deep.equal([]);
      });
    }),
  );

  it(
    'are found while others write the record all the time',
    onFresh(fresh, async (bench) => {
      const [store, other] = [await bench.open(), await bench.open()];
      const subject = aSubject();
      // The alert is always attached, each time by another attachment.
      const move = (i: number) =>
        append(store, subject, () => ({
          attachments: [
            aPut(anAlertAttachment(`c${String(i)}`, 'a')),
            { type: 'remove', id: `c${String(i - 1)}` },
          ],
        }));
      await move(1);
      const state = { moving: true };
      const moves = (async () => {
        for (let i = 2; i < 60; i += 1) await move(i);
        state.moving = false;
      })();
      while (state.moving) expect(await casesOf(other, 'a')).to.deep.equal([subject.id]);
      await moves;
      expect(await other.attachments(subject, ['c58', 'c59'])).to.deep.equal([
        ...[undefined, anAlertAttachment('c59', 'a')],
      ]);
      expect(await attachedTo(other, attachedAlertKey('a'))).to.deep.equal([subject.id]);
      expect(await attachedTo(other, 'id:c1')).to.deep.equal([]);
      expect(await attachedTo(other, 'id:none')).to.deep.equal([]);
      await append(store, subject, () => ({ attachments: [aPut(anAttachment({ id: 'c59' }))] }));
      expect(await casesOf(other, 'a')).to.deep.equal([]);
    }),
  );
}

async function eraseBoth(store: ActivityStore, subjects: readonly Subject[]): Promise<void> {
  for (const subject of subjects) {
    const head = await headOf(store, subject);
    await store.commit([{ type: 'erase', expected: head.revision, subject }]);
  }
}
