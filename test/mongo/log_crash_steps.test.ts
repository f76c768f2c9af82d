import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { actorKeyOf } from '../../server/domain/log/log_row.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { MongoStep } from '../../server/stores/mongo/options.js';
import { appendSealed, headOf, soundLog } from '../support/log.js';
import { aSubject, aWindow, entriesOf } from '../support/records.js';
import { withActor } from '../support/redacting.js';
import { runFaultyChild } from './faulty_child.js';
import type { FaultPlan } from './faulty_child.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

const LOG: readonly MongoStep[] = [
  ...(['log:due', 'log:appended', 'log:inserted', 'log:tiles'] as const),
  ...(['log:moved', 'log:finished', 'log:released'] as const),
  ...(['save:written', 'group:staged', 'group:all-staged', 'group:decided', 'group:folded'] as const),
];
const GONE: readonly MongoStep[] = ['log:inserted', 'log:gone', 'log:moved', 'log:finished'];
const ERASE: readonly MongoStep[] = ['erase:marked', 'erase:unlogged', 'erase:entries', 'erase:removed'];
const REDACT: readonly MongoStep[] = ['redact:entries', 'redact:rows', 'save:written'];

type Subjects = FaultPlan['subjects'];

describe('the log on MongoDB after kill -9 of its process', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  after(() => dropDatabase(database));

  for (const [scenario, steps] of [
    ['log', LOG],
    ['gone', GONE],
    ['erase', ERASE],
  ] as const) {
    for (const step of steps) {
      it(`has every entry once, without gaps, when ${scenario} is killed at ${step}`, async () => {
        const subjects = await crash({ scenario, step });
        await onStore(async (store) => {
          const [{ space }] = subjects;
          await untilTidy(store, subjects);
          const rows = await soundLog(store, space, subjects);
          await store.log.catchUp(space);
          expect(await soundLog(store, space, subjects)).to.deep.equal(rows);
          for (const subject of subjects) await appendSealed(store, subject);
          await store.log.catchUp(space);
          const longer = await soundLog(store, space, subjects);
          expect(longer.slice(0, rows.length)).to.deep.equal(rows);
          expect(longer).to.have.length(rows.length + subjects.length);
        });
      });
    }
  }

  for (const step of REDACT) {
    it(`redacts when it is done again after it was killed at ${step}`, async () => {
      const subjects = await crash({ scenario: 'redact', step });
      await onStore(async (store) => {
        const [subject] = subjects;
        const head = await headOf(store, subject);
        expect(head.revision).to.equal(step === 'save:written' ? 2 : 1);
        const activities = (await entriesOf(store, head, aWindow())).map((entry) =>
          entry.seal?.salt === undefined && entry.seal !== undefined
            ? { ...entry, seal: entry.seal }
            : withActor(entry, { kind: 'anonymous' }),
        );
        await store.redact({ head, state: {}, attachments: [], activities });
        await soundLog(store, subject.space, subjects);
        const of = { actorKey: actorKeyOf('ana.garcia') };
        const rows = await store.log.byTime(subject.space, { of, order: 'asc', limit: 10 });
        expect(rows.map(({ entry }) => entry?.subject.id)).to.not.include(subject.id);
      });
    });
  }

  /** Three records that are in the log, then a child that is killed. */
  async function crash(at: Pick<FaultPlan, 'scenario' | 'step'>): Promise<Subjects> {
    const { id: space } = aSubject();
    const subjects = ['a', 'b', 'c', 'd'].map((id) => aSubject({ space, id }));
    const [a, b, c, d] = subjects;
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('Four.');
    await onStore(async (store) => {
      for (const subject of [a, b, c]) await appendSealed(store, subject);
      await store.log.catchUp(space);
    });
    const four: Subjects = [a, b, c, d];
    await runFaultyChild({ uri: serverUri(), database, subjects: four, time: 1, ...at });
    return four;
  }

  async function onStore(work: (store: ActivityStore) => Promise<void>): Promise<void> {
    const store = await openTestStore({ uri: serverUri(), database, patienceMs: 100 });
    try {
      await work(store);
    } finally {
      await store.close();
    }
  }

  /** When all that was acknowledged is in the log, and nothing is left open, marked or on its way. */
  async function untilTidy(store: ActivityStore, [{ space }]: Subjects): Promise<void> {
    await withClient(async (client) => {
      const db = client.db(database);
      const left = async (): Promise<number> =>
        (await db.collection('records').countDocuments({ due: { $exists: true } })) +
        (await db.collection('records').countDocuments({ open: { $exists: true } })) +
        (await db.collection('logs').countDocuments({ pending: { $exists: true } }));
      for (const end = performance.now() + 15_000; ;) {
        await store.log.catchUp(space);
        if ((await left()) === 0) return;
        if (performance.now() > end) throw new Error('Something stays unfinished.');
        await sleep(50);
      }
    });
  }
});
