import { writeSync } from 'node:fs';
import type { ActivityStore } from '../../server/domain/store.js';
import { openMongoStore } from '../../server/stores/mongo/mongo_store.js';
import { aContinuation, aCreation, anAttachment } from '../support/records.js';
import type { FaultPlan } from './faulty_child.js';

const plan = JSON.parse(process.argv[2] ?? '') as FaultPlan;
let passed = 0;
const store = await openMongoStore({
  uri: plan.uri,
  database: plan.database,
  faults: (step) => {
    if (step !== plan.step) return;
    passed += 1;
    if (passed === plan.time) process.kill(process.pid, 'SIGKILL');
  },
});
await perform(store, plan);
writeSync(1, 'acknowledged\n');
await store.close();

async function perform(store: ActivityStore, { scenario, subjects }: FaultPlan): Promise<void> {
  const [first, second, third, fresh] = subjects;
  const heads = await Promise.all([first, second, third].map((subject) => store.head(subject)));
  const [a, b, c] = heads;
  if (a === undefined || b === undefined || c === undefined) throw new Error('A record is missing.');
  const put = { type: 'put', attachment: anAttachment({ id: 'x', createdSeq: 2 }) } as const;
  switch (scenario) {
    case 'save':
      await store.commit([aContinuation(a, { attachments: [put] })]);
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
  }
}
