import { expect } from 'chai';
import { actorKeyOf } from '../../server/domain/log/log_row.js';
import type { MongoStep } from '../../server/stores/mongo/options.js';
import { codeOf } from '../contract/store_fixture.js';
import { appendSealed, aSealedWrite, erase, headOf, soundLog } from '../support/log.js';
import { aChange, aSubject, aWindow, entriesOf } from '../support/records.js';
import { withActor } from '../support/redacting.js';
import { Gate, isReached, slowAndQuickOn } from './gate.js';
import { aDatabaseName, dropDatabase, serverUri, withClient } from './mongo_server.js';
import { openTestStore } from './open_test_store.js';

const LATE: readonly MongoStep[] = [
  ...(['log:due', 'log:appended', 'log:inserted', 'log:tiles', 'log:moved', 'log:released'] as const),
];
const many = (count: number) => Array.from({ length: count }, (_, i) => aChange(String(i)));

describe('the log on MongoDB with somebody who is late', function () {
  this.timeout(180_000);
  const database = aDatabaseName();
  after(() => dropDatabase(database));
  const withSlowAndQuick = slowAndQuickOn.bind(undefined, database);

  for (const step of LATE) {
    it(`stays as it is when somebody goes on at ${step} after others have gone further`, async () => {
      await withSlowAndQuick(step, async ({ slow, quick, gate, space }) => {
        const subjects = ['a', 'b', 'gone'].map((id) => aSubject({ space, id }));
        const [a, b, gone] = subjects;
        if (a === undefined || b === undefined || gone === undefined) throw new Error('Three.');
        await appendSealed(quick, b, { changes: many(5) });
        await quick.log.catchUp(space);
        gate.close();
        let late: Promise<void>;
        do {
          for (const subject of subjects) await appendSealed(slow, subject, { changes: many(20) });
          late = slow.log.catchUp(space);
        } while (!(await isReached(gate, late)));
        for (let i = 0; i < 3; i += 1) {
          await appendSealed(quick, a, { changes: many(60) });
          await quick.log.catchUp(space);
        }
        await erase(quick, gone);
        await appendSealed(quick, gone, { changes: many(5) });
        await quick.log.catchUp(space);
        const rows = await soundLog(quick, space, subjects);
        gate.open();
        await late;
        await slow.log.catchUp(space);
        expect(await soundLog(quick, space, subjects)).to.deep.equal(rows);
        await appendSealed(slow, b);
        await slow.log.catchUp(space);
        expect(await soundLog(quick, space, subjects)).to.have.length(rows.length + 1);
      });
    });
  }

  it('takes in what another process has written where an own commit that is under way came too late', async () => {
    await withSlowAndQuick('save:begin', async ({ slow, quick, gate, space }) => {
      const subject = aSubject({ space });
      await appendSealed(quick, subject, { changes: many(3) });
      await quick.log.catchUp(space);
      const write = await aSealedWrite(slow, subject, { changes: [aChange('loses'), aChange('too')] });
      gate.close();
      const late = codeOf(slow.commit([write]));
      await gate.reached;
      await appendSealed(quick, subject, { changes: [aChange('wins'), aChange('too', 'severity')] });
      await slow.log.catchUp(space);
      expect(await soundLog(slow, space, [subject])).to.have.length(5);
      gate.open();
      expect(await late).to.equal('VERSION_CONFLICT');
      await appendSealed(slow, subject);
      await slow.log.catchUp(space);
      expect(await soundLog(slow, space, [subject])).to.have.length(6);
    });
  });

  it('shows nothing of what is on its way', async () => {
    // Only the slow one writes: the other one would put in its place what waits too long.
    await withSlowAndQuick('log:moved', async ({ slow, quick, gate, space }) => {
      const subject = aSubject({ space });
      await appendSealed(slow, subject, { changes: many(3) });
      await slow.log.catchUp(space);
      gate.close();
      await appendSealed(slow, subject, { changes: many(300) });
      const late = slow.log.catchUp(space);
      await gate.reached;
      const seen = async (): Promise<readonly number[]> => {
        const window = { of: { owner: 'cases' }, order: 'desc', limit: 1_000 } as const;
        const positions = await quick.log.positions(await headOf(quick, subject), { from: 1, to: 303 });
        return [
          (await quick.log.head(space)).size,
          (await quick.log.rows(space, { start: 0, end: 1_000 })).length,
          (await quick.log.byTime(space, window)).length,
          positions.filter((position) => position !== undefined).length,
          (await quick.log.tile(space, 0, 0)).byteLength / 32,
        ];
      };
      expect(await seen()).to.deep.equal([3, 3, 3, 3, 3]);
      gate.open();
      await late;
      expect(await seen()).to.deep.equal([303, 303, 303, 303, 256]);
    });
  });

  it('takes in no former actor where a record is redacted before its rows are appended', async () => {
    await withSlowAndQuick('log:due', async ({ slow, quick, gate, space }) => {
      const subject = aSubject({ space });
      gate.close();
      let late: Promise<void>;
      do {
        await appendSealed(slow, subject, { changes: many(3) });
        late = slow.log.catchUp(space);
      } while (!(await isReached(gate, late)));
      const head = await headOf(quick, subject);
      const entries = await entriesOf(quick, head, aWindow());
      const activities = entries.map((entry) => withActor(entry, { kind: 'anonymous' }));
      await quick.redact({ head, state: {}, attachments: [], activities });
      gate.open();
      await late;
      expect(await soundLog(quick, space, [subject])).to.have.length(head.seq);
      const of = { actorKey: actorKeyOf('ana.garcia') };
      expect(await quick.log.byTime(space, { of, order: 'asc', limit: 10 })).to.deep.equal([]);
    });
  });

  it('has every entry of records that change all the time once', async () => {
    const { id: space } = aSubject();
    const store = await openTestStore({ uri: serverUri(), database });
    try {
      const subjects = Array.from({ length: 8 }, (_, i) => aSubject({ space, id: String(i) }));
      await Promise.all(
        subjects.map(async (subject) => {
          for (let i = 0; i < 25; i += 1) await appendSealed(store, subject);
        }),
      );
      await store.log.catchUp(space);
      expect(await soundLog(store, space, subjects)).to.have.length(200);
    } finally {
      await store.close();
    }
  });

  it('does not let its document grow with the records that do not say themselves how far they are', async () => {
    const [gate, { id: space }] = [new Gate(), aSubject()];
    const faults = (at: MongoStep) => (at === 'log:released' ? gate.opened : undefined);
    const store = await openTestStore({ uri: serverUri(), database, faults });
    const subjects = Array.from({ length: 1_300 }, (_, i) => aSubject({ space, id: String(i) }));
    const longest: number[] = [];
    try {
      for (let from = 0; from < subjects.length; from += 100) {
        await Promise.all(subjects.slice(from, from + 100).map((subject) => appendSealed(store, subject)));
        await store.log.catchUp(space);
        longest.push(await behindIn(space));
      }
      expect(Math.max(...longest)).to.be.within(900, 1_100);
      expect(longest.at(-1)).to.be.below(300);
      for (const subject of subjects.slice(0, 20)) await appendSealed(store, subject);
      await store.log.catchUp(space);
      expect((await store.log.head(space)).size).to.equal(subjects.length + 20);
    } finally {
      gate.open();
      await store.close();
    }
  });

  function behindIn(space: string): Promise<number> {
    return withClient(async (client) => {
      const logs = client.db(database).collection<{ _id: string; behind?: object[] }>('logs');
      return (await logs.findOne({ _id: space }))?.behind?.length ?? 0;
    });
  }
});
