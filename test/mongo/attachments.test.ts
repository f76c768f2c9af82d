import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { indexedKey } from '../../server/stores/mongo/attachments/attachment_documents.js';
import { historyId } from '../../server/stores/mongo/codec.js';
import type { MongoStep } from '../../server/stores/mongo/options.js';
import { anAlertAttachment, aPut, attachedTo, casesOf } from '../support/attached.js';
import { aChange, aContinuation, aCreation, append, aSubject } from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

describe('attachments on MongoDB', function () {
  this.timeout(180_000);
  let database = '';
  const opened: ActivityStore[] = [];
  beforeEach(() => {
    database = aDatabaseName();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await dropDatabase(database);
  });

  async function open(faults?: (step: MongoStep) => Promise<void> | undefined): Promise<ActivityStore> {
    const options = { uri: serverUri(), database, patienceMs: 60_000 };
    const store = await openTestStore(faults === undefined ? options : { ...options, faults });
    opened.push(store);
    return store;
  }

  /** A store that moves nothing until it is told to. */
  async function openSlow(): Promise<{ readonly slow: ActivityStore; readonly go: () => void }> {
    let go: () => void = () => undefined;
    const told = new Promise<void>((resolve) => {
      go = resolve;
    });
    return { slow: await open((step) => (step === 'drain:begin' ? told : undefined)), go };
  }

  it('are seen while they wait in an outbox, in its last state, and after it was found full', async () => {
    const { slow, go } = await openSlow();
    const quick = await open();
    const subject = aSubject({ id: 'r' });
    const put = (id: string, revision: number, ...alerts: string[]) =>
      append(slow, subject, () => ({ attachments: [aPut(anAlertAttachment(id, alerts, revision))] }));
    await put('one', 1, 'a', 'b');
    await put('two', 1, 'c');
    await put('one', 2, 'b');
    await append(slow, subject, () => ({ attachments: [{ type: 'remove', id: 'two' }] }));
    for (let filled = 0; filled < 3; filled += 1) {
      for (const store of [quick, slow]) {
        expect(await store.attachments(subject, ['two', 'one'])).to.deep.equal([
          ...[undefined, anAlertAttachment('one', ['b'], 2)],
        ]);
        for (const [alert, ids] of [
          ['a', []],
          ['b', ['r']],
          ['c', []],
        ] as const) {
          expect(await casesOf(store, alert), alert).to.deep.equal(ids);
        }
      }
      // The second of these moves out what waits before it.
      await append(quick, subject, () => ({ changes: [aChange('x'.repeat(300_000))] }));
    }
    go();
  });

  it('are not there again when an older write of them is moved late', async () => {
    const { slow, go } = await openSlow();
    const quick = await open();
    const subject = aSubject({ id: 'r' });
    const attachments = [anAlertAttachment('one', ['a', 'b']), anAlertAttachment('two', 'c')];
    await slow.commit([aCreation(subject, { attachments: attachments.map(aPut) })]);
    const now = anAlertAttachment('one', ['b'], 2);
    await append(quick, subject, () => ({ attachments: [aPut(now), { type: 'remove', id: 'two' }] }));
    await quick.close();
    expect(await slow.attachments(subject, ['one', 'two'])).to.deep.equal([now, undefined]);
    go();
    await slow.close();
    const reader = await open();
    expect(await reader.attachments(subject, ['one', 'two'])).to.deep.equal([now, undefined]);
    for (const alert of ['a', 'b', 'c']) {
      expect(await casesOf(reader, alert), alert).to.deep.equal(alert === 'b' ? ['r'] : []);
    }
  });

  it('do not name a record that is not there: half restored, erased, or of a former history', async () => {
    const store = await open();
    const [half, anew] = [aSubject({ id: 'half' }), aSubject({ id: 'anew' })];
    const first = aCreation(anew, { number: 2 });
    await store.commit([first]);
    await withClient((client) =>
      client
        .db(database)
        .collection('attachments')
        .insertMany(
          [half, anew].map((subject) => ({
            ...{ h: historyId(subject, 1), id: 'one', rev: 1, revision: 1, createdSeq: 1, state: '{}' },
            ...{ k: [indexedKey(subject, 'alert:a')], r: subject.id },
          })),
        ),
    );
    expect(await casesOf(store, 'a')).to.deep.equal([]);
    expect(await store.attachments(half, ['one'])).to.deep.equal([undefined]);
    expect(await store.attachments(anew, ['one'])).to.deep.equal([undefined]);
    const attachments = [aPut(anAlertAttachment('two', 'a'))];
    await store.commit([aContinuation(first.head, { attachments })]);
    expect(await casesOf(store, 'a')).to.deep.equal(['anew']);
    expect(await attachedTo(store, 'alert:a', { limit: 1 })).to.deep.equal(['anew']);
  });

  it('are settled with a commit of several records that nobody has carried out', async () => {
    const store = await open();
    const [a, b] = [aSubject({ id: 'a' }), aSubject({ id: 'b' })];
    const one = anAlertAttachment('one', 'x');
    const broken = await open((step) => {
      if (step === 'group:decided') throw new Error('broken off');
      return undefined;
    });
    const attachments = [aPut(one)];
    const commit = broken.commit([aCreation(a, { attachments }), aCreation(b, { number: 2, attachments })]);
    await commit.catch(() => undefined);
    expect(await store.attachments(a, ['one'])).to.deep.equal([one]);
    expect(await casesOf(store, 'x')).to.deep.equal(['a']);
    await store.head(b);
    expect(await casesOf(store, 'x')).to.deep.equal(['a', 'b']);
  });
});
