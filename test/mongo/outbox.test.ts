import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { soundHead } from '../contract/store_fixture.js';
import { aChange, aCreation, anAttachment, append, aSubject } from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

/** A door that the first drain of a store has to wait at. */
class Gate {
  readonly opened: Promise<void>;
  open: () => void = () => undefined;
  #used = false;

  constructor() {
    this.opened = new Promise((resolve) => {
      this.open = resolve;
    });
  }

  async pass(): Promise<void> {
    if (this.#used) return;
    this.#used = true;
    await this.opened;
  }
}

describe('the outbox on MongoDB', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  after(() => dropDatabase(database));

  /** A store whose first drain waits, and another one. */
  async function aSlowAndAQuickStore(): Promise<{ slow: ActivityStore; quick: ActivityStore; gate: Gate }> {
    const gate = new Gate();
    const options = { uri: serverUri(), database, patienceMs: 60_000 };
    const slow = await openTestStore({
      ...options,
      faults: (step) => (step === 'drain:begin' ? gate.pass() : undefined),
    });
    return { slow, quick: await openTestStore(options), gate };
  }

  it('stays small while it is not emptied: the writer who finds it full empties it', async () => {
    const { slow, quick, gate } = await aSlowAndAQuickStore();
    const subject = aSubject();
    let largest = 0;
    await withClient(async (client) => {
      const records = client.db(database).collection<{ _id: string; pending?: object[] }>('records');
      for (let i = 0; i < 30; i += 1) {
        await append(slow, subject, () => ({ changes: [aChange('x'.repeat(30_000))] }));
        const doc = await records.findOne({ _id: `default/case/${subject.id}` });
        largest = Math.max(largest, JSON.stringify(doc?.pending ?? []).length);
      }
    });
    expect(largest).to.be.within(200_000, 330_000);
    gate.open();
    await slow.close();
    expect((await soundHead(quick, subject)).seq).to.equal(30);
    await quick.close();
  });

  it('is emptied by several at the same moment, who insert the same entries', async () => {
    const { slow, quick, gate } = await aSlowAndAQuickStore();
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openTestStore({ uri: serverUri(), database, patienceMs: 60_000 })),
    );
    for (let round = 0; round < 5; round += 1) {
      const subject = aSubject();
      await append(slow, subject, () => ({ changes: large() }));
      // Who finds the outbox full empties it first; one of them is first then.
      await Promise.all(stores.map((store) => append(store, subject, () => ({}))));
      expect((await soundHead(slow, subject)).seq).to.equal(large().length + stores.length);
    }
    gate.open();
    await Promise.all([slow, quick, ...stores].map((store) => store.close()));
  });

  it('does not bring back an older state of an attachment, nor one that was removed, when it is emptied late', async () => {
    const { slow, quick, gate } = await aSlowAndAQuickStore();
    const subject = aSubject();
    const [kept, removed] = [anAttachment({ id: 'a' }), anAttachment({ id: 'b' })];
    const put = (attachment: typeof kept) => ({ type: 'put', attachment }) as const;
    await slow.commit([aCreation(subject, { attachments: [put(kept), put(removed)] })]);
    const now = { ...kept, revision: 2, state: { comment: 'newer' } };
    await append(quick, subject, () => ({ attachments: [put(now), { type: 'remove', id: removed.id }] }));
    await quick.close();
    gate.open();
    await slow.close();
    const reader = await openTestStore({ uri: serverUri(), database });
    expect((await reader.record(subject))?.attachments).to.deep.equal([now]);
    await reader.close();
  });

  it('leaves nothing of a record that was erased before it was emptied', async () => {
    const { slow, quick, gate } = await aSlowAndAQuickStore();
    const { head, ...rest } = aCreation(aSubject());
    await slow.commit([{ ...rest, head }]);
    await quick.commit([{ type: 'erase', expected: 1, subject: head.subject }]);
    const anew = aCreation(head.subject, { number: 2, changes: [aChange('anew'), aChange('s', 'severity')] });
    await quick.commit([anew]);
    gate.open();
    await slow.close();
    expect(await soundHead(quick, head.subject)).to.deep.equal(anew.head);
    await quick.close();
    expect(await entriesWithoutRecord(head)).to.equal(0);
  });

  it('is empty once the store is closed', async () => {
    const store = await openTestStore({ uri: serverUri(), database });
    const subjects = Array.from({ length: 20 }, () => aSubject());
    await Promise.all(subjects.map((subject) => append(store, subject, () => ({}))));
    await store.close();
    await withClient(async (client) => {
      const filter = { 'pending.0': { $exists: true } };
      expect(await client.db(database).collection('records').countDocuments(filter)).to.equal(0);
    });
  });

  function entriesWithoutRecord({ subject }: RecordHead): Promise<number> {
    return withClient(async (client) => {
      const db = client.db(database);
      const histories = await db.collection('records').distinct('h');
      expect(
        await db.collection<{ _id: string }>('records').countDocuments({ _id: `default/case/${subject.id}` }),
      ).to.equal(1);
      return db.collection('activities').countDocuments({ h: { $nin: histories } });
    });
  }
});

/** Changes that fill an outbox. */
function large(): Change[] {
  return Array.from({ length: 8 }, () => aChange('x'.repeat(60_000)));
}
