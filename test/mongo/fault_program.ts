import { writeSync } from 'node:fs';
import type { Subject } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { appendSealed, aSealedWrite, erase } from '../support/log.js';
import { aChange, aContinuation, aCreation, anAttachment, aWindow, entriesOf } from '../support/records.js';
import { withActor } from '../support/redacting.js';
import type { FaultPlan } from './faulty_child.js';
import { openTestStore } from './open_test_store.js';

const plan = JSON.parse(process.argv[2] ?? '') as FaultPlan;
let passed = 0;
let erases = plan.scenario === 'gone';
const store = await openTestStore({
  uri: plan.uri,
  database: plan.database,
  // What others have left unfinished is not tidied here: the steps that are passed are those of the own commit.
  patienceMs: 60_000,
  faults: async (step) => {
    if (step === 'log:appended') await eraseOnce(plan.subjects[0]);
    if (step !== plan.step) return;
    passed += 1;
    if (passed === plan.time) process.kill(process.pid, 'SIGKILL');
  },
});
await perform(store, plan);
writeSync(1, 'acknowledged\n');
await store.close();

async function perform(store: ActivityStore, { scenario, subjects, size }: FaultPlan): Promise<void> {
  const [first, second, third, fresh] = subjects;
  const heads = await Promise.all([first, second, third].map((subject) => store.head(subject)));
  const [a, b, c] = heads;
  if (a === undefined || b === undefined || c === undefined) throw new Error('A record is missing.');
  const put = { type: 'put', attachment: anAttachment({ id: 'x', createdSeq: 2 }) } as const;
  const change = aChange(size === undefined ? undefined : 'x'.repeat(size));
  switch (scenario) {
    case 'save':
      await store.commit([aContinuation(a, { state: a.state, changes: [change], attachments: [put] })]);
      return;
    case 'erase':
      await store.commit([{ type: 'erase', expected: a.revision, subject: first }]);
      return;
    case 'group':
      await store.commit([
        aContinuation(a, { attachments: [put] }),
        aContinuation(b),
        { type: 'erase', expected: c.revision, subject: third },
        aCreation(fresh, { number: 9 }),
      ]);
      return;
    case 'log':
    case 'gone':
      for (const subject of [first, second])
        await appendSealed(store, subject, { changes: [change, change] });
      await store.commit([await aSealedWrite(store, third), await aSealedWrite(store, fresh)]);
      await store.log.catchUp(first.space);
      // What is done behind it passes its steps, too.
      await store.close();
      return;
    case 'redact': {
      const activities = (await entriesOf(store, a, aWindow())).map((entry) =>
        withActor(entry, { kind: 'anonymous' }),
      );
      await store.redact({ head: a, state: {}, attachments: [], activities });
    }
  }
}

/** Erases the record while rows of it are on their way, where the scenario says so. */
async function eraseOnce(subject: Subject): Promise<void> {
  if (!erases) return;
  erases = false;
  await erase(store, subject);
}
