import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { historyId } from '../../server/stores/mongo/codec.js';
import type { MongoStep } from '../../server/stores/mongo/options.js';
import { codeOf, soundHead } from '../contract/store_fixture.js';
import { aContinuation, aCreation, anAttachment, append, aSubject } from '../support/records.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

describe('moving records on MongoDB', function () {
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

  /** A store whose writes break off at a step. */
  async function open(breakAt?: MongoStep): Promise<ActivityStore> {
    const store = await openTestStore({
      uri: serverUri(),
      database,
      patienceMs: 20_000,
      faults: (step) => {
        if (step === breakAt) throw new Error('broken off');
      },
    });
    opened.push(store);
    return store;
  }

  async function ids(store: ActivityStore): Promise<string[]> {
    return (await store.subjects(undefined, 2)).map(({ id }) => id).sort();
  }

  it('names the records that a commit of several has decided about, and not those it has not', async () => {
    const store = await open();
    const [a, b, c] = ['a', 'b', 'c'].map((id) => aCreation(aSubject({ id })));
    if (a === undefined || b === undefined || c === undefined) throw new Error('A record is missing.');
    await store.commit([a]);
    const erasure = { type: 'erase', expected: 1, subject: a.head.subject } as const;
    await codeOf((await open('group:all-staged')).commit([erasure, b])).catch(() => undefined);
    expect(await ids(store)).to.deep.equal(['a']);
    await store.commit([c]);
    const swap = [{ ...erasure, subject: c.head.subject }, aCreation(aSubject({ id: 'd' }))];
    await codeOf((await open('group:decided')).commit(swap)).catch(() => undefined);
    expect(await ids(store)).to.deep.equal(['a', 'd']);
  });

  it('does not name a record that is marked as erased, and restores it over the mark', async () => {
    const subject = aSubject();
    const store = await open();
    const first = aCreation(subject, { attachments: [{ type: 'put', attachment: anAttachment() }] });
    await store.commit([first, aCreation(aSubject())]);
    await codeOf((await open('erase:marked')).commit([{ type: 'erase', expected: 1, subject }])).catch(
      () => undefined,
    );
    expect(await ids(store)).to.have.length(1);
    const { head, activities } = aContinuation(first.head);
    await store.restore({
      head,
      attachments: [],
      activities: (async function* () {
        yield* await Promise.resolve([...first.activities, ...activities]);
      })(),
    });
    expect(await soundHead(store, subject)).to.deep.equal(head);
    expect(await store.record(subject)).to.deep.equal({ head, attachments: [] });
    expect(await ids(store)).to.have.length(2);
  });

  it('keeps none of the attachments that a restoration which broke off has left behind', async () => {
    const subject: Subject = aSubject();
    const [one, two] = [anAttachment({ id: 'one' }), anAttachment({ id: 'two', createdSeq: 2 })];
    const { head, activities } = aCreation(subject, { number: 5 });
    const h = historyId(subject, 5);
    const state = JSON.stringify({ comment: 'old' });
    await withClient((client) =>
      client
        .db(database)
        .collection('attachments')
        .insertMany([
          { h, id: 'one', rev: 1, revision: 1, createdSeq: 1, state },
          { h, id: 'three', rev: 9, revision: 1, createdSeq: 1, state },
        ]),
    );
    const store = await open();
    await store.restore({
      head,
      attachments: [one, two],
      activities: (async function* () {
        yield* await Promise.resolve(activities);
      })(),
    });
    expect((await store.record(subject))?.attachments).to.deep.equal([one, two]);
    const changed = { ...one, revision: 2, state: { comment: 'new' } };
    await append(store, subject, () => ({ attachments: [{ type: 'put', attachment: changed }] }));
    expect((await store.record(subject))?.attachments).to.deep.equal([changed, two]);
  });
});
