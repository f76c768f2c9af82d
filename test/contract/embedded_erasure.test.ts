import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Activity, Subject } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openStorage } from '../../server/stores/embedded/open_storage.js';
import { anAlertAttachment, aPut, attachedTo } from '../support/attached.js';
import { allRows, appendSealed, erase, headOf, soundLog } from '../support/log.js';
import { openStore } from '../support/open_store.js';
import { aChange, anAttachment, aSubject, aWindow, entriesOf } from '../support/records.js';

/** More keys than a commit removes. */
const LENGTH = 1_500;

describe('what the embedded store keeps of an erased record', () => {
  let path: string;
  const open = (options = {}): Promise<ActivityStore> => openStore({ kind: 'embedded', path }, options);
  const gone = aSubject({ space: 'soc', id: 'a very special name' });
  const stays = aSubject({ space: 'soc', id: 'stays' });

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    const store = await open();
    await appendSealed(store, stays);
    await appendSealed(store, gone, {
      changes: Array.from({ length: LENGTH }, (_, i) => aChange(`very special ${String(i)}`)),
      attachments: [aPut(anAttachment({ id: 'one' }))],
    });
    await store.log.catchUp('soc');
    await store.close();
  });
  afterEach(() => rm(path, { recursive: true }));

  for (const log of [true, false]) {
    it(`is nothing in the end, also when it is closed at once and opened ${log ? 'again' : 'without log'}`, async () => {
      const first = await open();
      await erase(first, gone);
      await first.close();
      expect(await tracesOf(path, 'very special')).to.be.above(0);
      const store = await open({ log });
      expect(await store.head(gone)).to.equal(undefined);
      expect(await attachedTo(store, 'id:one', { space: 'soc' })).to.deep.equal([]);
      expect(await store.subjects(undefined, 9)).to.deep.equal([stays]);
      await nothingLeft(path);
      // Those of the record that stays: by owner, by actor, and no mark.
      for (const [prefix, count] of [
        ['\0Lsoc\0t', 1],
        ['\0Lsoc\0a', 1],
        ['\0esoc', 0],
        ['\0ksoc', 0],
      ] as const) {
        expect(await tracesOf(path, prefix), JSON.stringify(prefix)).to.equal(count);
      }
      await store.close();
      const again = await open();
      expect(await soundLog(again, 'soc', [gone, stays])).to.have.length(LENGTH + 1);
      await again.close();
    });
  }

  it('is no place in the index of attachments, of a short record at once', async () => {
    const store = await open();
    const short = aSubject({ space: 'soc', id: 'short' });
    const attachments = [aPut(anAlertAttachment('one', ['a', 'b'])), aPut(anAlertAttachment('two', 'b'))];
    await appendSealed(store, short, { attachments });
    expect(await tracesOf(path, '\0ksoc\0case')).to.equal(6);
    await erase(store, short);
    expect(await tracesOf(path, '\0ksoc\0case')).to.equal(1);
    await store.close();
  });

  it('are places in the index, removed a portion at a time where they are many', async () => {
    const store = await open();
    const attached = aSubject({ space: 'soc', id: 'attached' });
    const alerts = Array.from({ length: 900 }, (_, i) => `alert ${String(i)}`);
    const attachments = Array.from({ length: 7 }, (_, i) => aPut(anAlertAttachment(String(i), alerts)));
    await appendSealed(store, attached, { attachments });
    expect(await tracesOf(path, '\0ksoc\0case')).to.equal(1 + 7 * 901);
    await erase(store, attached);
    expect(await attachedTo(store, 'alert:alert 7', { space: 'soc' })).to.deep.equal([]);
    for (let i = 0; i < 100 && (await tracesOf(path, '\0ksoc\0case')) > 1; i += 1) await wait(50);
    expect(await tracesOf(path, '\0ksoc\0case')).to.equal(1);
    expect(await tracesOf(path, 'attached')).to.equal(0);
    await store.close();
  });

  it('is in nobody’s way who records, or restores, a record of that name', async () => {
    const store = await open();
    await erase(store, gone);
    expect((await appendSealed(store, gone)).seq).to.equal(1);
    expect((await store.record(gone))?.attachments).to.deep.equal([]);
    const { head, activities } = await appendedTo(store, gone, LENGTH);
    await erase(store, gone);
    // At once: what it has left is still there.
    await store.restore({ head, attachments: [], activities: each(activities) });
    await store.log.mark(head);
    await store.log.catchUp('soc');
    await wait(500);
    expect(await headOf(store, gone)).to.deep.equal(head);
    const names = (await allRows(store, 'soc')).map(({ entry }) => entry?.subject.id);
    expect(names.filter((name) => name === gone.id)).to.have.length(LENGTH);
    await soundLog(store, 'soc', [gone, stays]);
    await store.close();
  });
});

/** Resolves when no key and no value says anything of the record. */
async function nothingLeft(path: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await tracesOf(path, 'very special')) === 0) return;
    await wait(50);
  }
  expect(await tracesOf(path, 'very special')).to.equal(0);
}

/** Keys and values that have the text in them. */
async function tracesOf(path: string, text: string): Promise<number> {
  const storage = await openStorage({ path });
  try {
    return storage.read(
      (db) =>
        [...db.getRange({})].filter(
          ({ key, value }) => value.includes(text) || Buffer.from(key).includes(text),
        ).length,
    );
  } finally {
    await storage.close();
  }
}

/** The record with more entries, all of which have positions. */
async function appendedTo(store: ActivityStore, subject: Subject, length: number): Promise<Appended> {
  await appendSealed(store, subject, { changes: Array.from({ length: length - 1 }, () => aChange()) });
  await store.log.catchUp(subject.space);
  const head = await headOf(store, subject);
  return { head, activities: await entriesOf(store, head, aWindow()) };
}

interface Appended {
  readonly head: RecordHead;
  readonly activities: readonly Activity[];
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}
