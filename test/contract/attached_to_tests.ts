import { expect } from 'chai';
import { attachmentKey } from '../../server/domain/attachment_keys.js';
import { anAlertAttachment, aPut, attachedTo, casesOf } from '../support/attached.js';
import { aCreation, append, aSubject } from '../support/records.js';
import { attachedToChangingTests } from './attached_to_changing_tests.js';
import { everywhere } from './everywhere.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** Records by the keys of their attachments: right after each commit, and when nothing waits any more. */
export function attachedToTests(fresh: FreshFixture): void {
  it(
    'name their record by each of their keys until they lose it',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const subject = aSubject({ id: 'r' });
      const named = async (...alerts: readonly string[]): Promise<void> => {
        await everywhere(bench, store, async (one) => {
          for (const alert of ['a', 'b', 'c']) {
            expect(await casesOf(one, alert), alert).to.deep.equal(alerts.includes(alert) ? ['r'] : []);
          }
        });
      };
      const put = (id: string, ...alerts: string[]) =>
        append(store, subject, () => ({ attachments: [aPut(anAlertAttachment(id, alerts))] }));
      await put('one', 'a', 'b', 'a');
      await named('a', 'b');
      await put('one', 'b', 'c');
      await named('b', 'c');
      await put('two', 'c');
      await put('one');
      await named('c');
      expect(await attachedTo(store, attachmentKey('one'))).to.deep.equal(['r']);
      await append(store, subject, () => ({ attachments: [{ type: 'remove', id: 'one' }] }));
      await named('c');
      expect(await attachedTo(store, attachmentKey('one'))).to.deep.equal([]);
      await append(store, subject, () => ({
        attachments: [{ type: 'remove', id: 'two' }, aPut(anAlertAttachment('three', 'c'))],
      }));
      await named('c');
      await append(store, subject, () => ({ attachments: [{ type: 'remove', id: 'three' }] }));
      await named();
    }),
  );

  it(
    'name the records of the space and kind that is asked for, in the order of their ids, up to the limit',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const ids = ['a', 'a b', 'a/', 'a1', 'b', 'ü', '\uffee', '🔥'];
      const two = [anAlertAttachment('one', 'a'), anAlertAttachment('two', ['a', 'b'])].map(aPut);
      for (const [i, id] of [...ids].reverse().entries()) {
        await store.commit([aCreation(aSubject({ id }), { number: i + 1, attachments: two })]);
      }
      for (const [i, over] of [{ space: 'soc' }, { kind: 'alert' }, { space: 'default/case' }].entries()) {
        const elsewhere = aSubject({ id: `z${String(i)}`, ...over });
        await store.commit([aCreation(elsewhere, { number: i + 50, attachments: two })]);
        await everywhere(bench, store, async (one) => {
          const { space, kind, id } = elsewhere;
          expect(await attachedTo(one, 'alert:a', { space, kind })).to.deep.equal([id]);
        });
      }
      await everywhere(bench, store, async (one) => {
        expect(await casesOf(one, 'a')).to.deep.equal(ids);
        for (const limit of [1, 2, 7, 8, 9]) {
          expect(await attachedTo(one, 'alert:a', { limit })).to.deep.equal(ids.slice(0, limit));
        }
        for (const space of ['', 'default\0case', '\ud800', 'none']) {
          expect(await attachedTo(one, 'alert:a', { space })).to.deep.equal([]);
        }
      });
      // Pages that lose some of their records are filled up.
      const gone = ids.slice(1, 4);
      for (const id of gone) {
        await append(store, aSubject({ id }), () => ({
          attachments: ['one', 'two'].map((name) => ({ type: 'remove', id: name }) as const),
        }));
      }
      const left = ids.filter((id) => !gone.includes(id));
      await everywhere(bench, store, async (one) => {
        for (const limit of [1, 2, 3]) {
          expect(await attachedTo(one, 'alert:a', { limit })).to.deep.equal(left.slice(0, limit));
        }
      });
    }),
  );

  it(
    'have keys of any form',
    onFresh(fresh, async (bench) => {
      const store = await bench.open();
      const long = 'x'.repeat(5_000);
      const odd = [
        '',
        '\0',
        'a\0b',
        '\ud800',
        '\ud801',
        '\ufffd',
        '\\ud800',
        long,
        `${long}y`,
        '💥',
        '__proto__',
      ];
      for (const [i, alert] of odd.entries()) {
        const attachments = [aPut(anAlertAttachment(`id ${alert.toWellFormed()}`, [alert]))];
        await store.commit([aCreation(aSubject({ id: `r${String(i)}` }), { number: i + 1, attachments })]);
      }
      await everywhere(bench, store, async (one) => {
        for (const [i, alert] of odd.entries()) {
          expect(await casesOf(one, alert), JSON.stringify(alert.slice(0, 9))).to.deep.equal([
            `r${String(i)}`,
          ]);
        }
        expect(await attachedTo(one, attachmentKey('id a\0b'))).to.deep.equal(['r2']);
        expect(await attachedTo(one, attachmentKey(`id ${long}`))).to.deep.equal(['r7']);
      });
    }),
  );

  attachedToChangingTests(fresh);
}
