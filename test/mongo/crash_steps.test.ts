import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import type { MongoStep } from '../../server/stores/mongo/options.js';
import { soundHead } from '../contract/store_fixture.js';
import { aCreation, append, aSubject } from '../support/records.js';
import { runFaultyChild } from './faulty_child.js';
import type { FaultPlan } from './faulty_child.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

type Scenario = 'save' | 'group' | 'erase';

/** Every step of a scenario, how often it is passed, and whether what was to be written is there after it. */
type Passing = readonly [step: MongoStep, times: number, written: boolean];

const SAVE: readonly Passing[] = [
  ['save:begin', 1, false],
  ['save:written', 1, true],
  ['drain:begin', 1, true],
  ['drain:inserted', 1, true],
  ['drain:pulled', 1, true],
];
const GROUP: readonly Passing[] = [
  ['group:announced', 1, false],
  ['group:staged', 4, false],
  ['group:all-staged', 1, false],
  ['group:decided', 1, true],
  ['group:folded', 4, true],
  ['group:done', 1, true],
];
const ERASE: readonly Passing[] = [
  ['save:begin', 1, false],
  ['erase:marked', 1, true],
  ['erase:entries', 1, true],
  ['erase:removed', 1, true],
];

describe('the store on MongoDB after kill -9 of its process', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  after(() => dropDatabase(database));

  for (const [scenario, passings] of [
    ['save', SAVE],
    ['group', GROUP],
    ['erase', ERASE],
  ] as const) {
    for (const [step, times, written] of passings) {
      it(`has the whole ${scenario} or nothing of it when killed at ${step}`, async () => {
        for (let time = 1; time <= times; time += 1) await crash({ scenario, step, time }, written);
      });
    }
  }

  async function crash(
    at: Pick<FaultPlan, 'step' | 'time'> & { readonly scenario: Scenario },
    written: boolean,
  ): Promise<void> {
    const store = await openTestStore({ uri: serverUri(), database, patienceMs: 300 });
    const subjects = [aSubject(), aSubject(), aSubject(), aSubject()] as const;
    const [first, second, third] = subjects;
    try {
      for (const subject of [first, second, third]) await store.commit([aCreation(subject)]);
      await runFaultyChild({ uri: serverUri(), database, subjects, ...at });
      const there = await Promise.all(subjects.map((subject) => lengthOf(store, subject)));
      expect(there).to.deep.equal(expected(at.scenario, written));
      if (there[0] !== undefined) {
        const record = await store.record(first);
        expect(record?.attachments.map(({ id }) => id)).to.deep.equal(there[0] === 2 ? ['x'] : []);
      }
      for (const [i, subject] of subjects.entries()) {
        await append(store, subject, () => ({}));
        expect(await lengthOf(store, subject)).to.equal((there[i] ?? 0) + 1);
      }
    } finally {
      await store.close();
    }
    await expectTidy(subjects.map(({ id }) => id));
  }

  /** Nothing is left open after the sweep, and the collection holds exactly what the heads say. */
  async function expectTidy(ids: readonly string[]): Promise<void> {
    const sweeper = await openTestStore({ uri: serverUri(), database, patienceMs: 50 });
    try {
      await withClient(async (client) => {
        const records = client.db(database).collection<{ _id: string; h: string; seq: number }>('records');
        for (
          const end = performance.now() + 5_000;
          (await records.countDocuments({ open: { $exists: true } })) > 0;
        ) {
          if (performance.now() > end) throw new Error('A record stays unfinished.');
          await sleep(50);
        }
        const found = await records.find({ _id: { $in: ids.map((id) => `default/case/${id}`) } }).toArray();
        for (const record of found) {
          expect(record).to.not.have.any.keys('pending', 'staged', 'erased', 'open');
          const entries = client.db(database).collection('activities');
          expect(await entries.countDocuments({ h: record.h })).to.equal(record.seq);
        }
      });
    } finally {
      await sweeper.close();
    }
  }
});

function expected(scenario: Scenario, written: boolean): readonly (number | undefined)[] {
  if (!written) return [1, 1, 1, undefined];
  switch (scenario) {
    case 'save':
      return [2, 1, 1, undefined];
    case 'group':
      return [2, 2, undefined, 1];
    case 'erase':
      return [undefined, 1, 1, undefined];
  }
}

async function lengthOf(store: ActivityStore, subject: Subject): Promise<number | undefined> {
  return (await store.head(subject)) === undefined ? undefined : (await soundHead(store, subject)).seq;
}
