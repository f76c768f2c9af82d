import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Subject } from '../../server/domain/activity.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { deletionsOf } from '../support/created_spaces.js';
import { appendSealed, erase } from '../support/log.js';
import { openStore } from '../support/open_store.js';
import type { StoreLocation } from '../support/open_store.js';
import { aChange, aContinuation, aCreation, append, aSubject } from '../support/records.js';
import type { ChildCommand, ChildMessage } from './child_store.js';

const store = await openStore(JSON.parse(process.argv[2] ?? '') as StoreLocation);
print({ type: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
  await obey(store, JSON.parse(line) as ChildCommand);
  print({ type: 'done' });
}
await store.close();

async function obey(store: ActivityStore, command: ChildCommand): Promise<void> {
  switch (command.type) {
    case 'append': {
      const loops = command.subjects.flatMap((subject) =>
        Array.from({ length: command.writers }, () => appendMany(store, subject, command.commits)),
      );
      await Promise.all(loops);
      return;
    }
    case 'seal': {
      const loops = command.subjects.flatMap((subject) =>
        Array.from({ length: command.writers }, () => sealMany(store, subject, command.commits)),
      );
      await Promise.all(loops);
      return;
    }
    case 'churn':
      await Promise.all(command.subjects.map((subject) => churn(store, subject, command.commits)));
      return;
    case 'together':
      for (let i = 0; i < command.commits; i += 1) await appendTogether(store, command.subjects);
      return;
    case 'list':
      for (const audience of command.audiences) await enlist(store, audience);
      return;
    case 'remove':
      await deletionsOf(store).finish(command.space);
      return;
    case 'reserve':
      for (let i = 0; i < command.times; i += 1) {
        print({ type: 'number', first: await store.reserveNumbers(command.count) });
      }
      return;
    case 'head':
      print({ type: 'head', seq: (await store.head(command.subject))?.seq });
  }
}

async function appendMany(store: ActivityStore, subject: Subject, commits: number): Promise<void> {
  for (let i = 0; i < commits; i += 1) {
    const { head } = await append(store, subject, (before) => ({ state: { seq: (before?.seq ?? 0) + 1 } }));
    print({ type: 'ack', id: subject.id, seq: head.seq });
  }
}

async function sealMany(store: ActivityStore, subject: Subject, commits: number): Promise<void> {
  for (let i = 0; i < commits; i += 1) {
    const { seq } = await appendSealed(store, subject);
    print({ type: 'ack', id: subject.id, seq });
    if (i % 10 === 9) await store.log.catchUp(subject.space);
  }
}

async function churn(store: ActivityStore, subject: Subject, commits: number): Promise<void> {
  const changes = Array.from({ length: 400 }, (_, i) => aChange(String(i)));
  for (let i = 0; i < commits; i += 1) {
    if (i % 4 === 3) await erase(store, subject);
    else print({ type: 'ack', id: subject.id, seq: (await appendSealed(store, subject, { changes })).seq });
    if (i % 3 === 0) await store.log.catchUp(subject.space);
  }
}

async function appendTogether(store: ActivityStore, subjects: readonly Subject[]): Promise<void> {
  const heads = await Promise.all(subjects.map((subject) => store.head(subject)));
  const writes = subjects.map((subject, i) => {
    const head = heads[i];
    const state = { seq: (head?.seq ?? 0) + 1 };
    return head === undefined ? aCreation(subject, { state }) : aContinuation(head, { state });
  });
  await store.commit(writes);
  for (const { head } of writes) print({ type: 'ack', id: head.subject.id, seq: head.seq });
}

async function enlist(store: ActivityStore, audience: string): Promise<void> {
  const write = aCreation(aSubject(), { number: await store.reserveNumbers(1) });
  await store.commit([{ ...write, listing: { audience, terms: [], ranks: { createdAt: 1 } } }]);
  print({ type: 'ack', id: write.head.subject.id, seq: 1 });
}

/** Written at once: what is printed before a crash is what was acknowledged before it. */
function print(message: ChildMessage): void {
  writeSync(1, `${JSON.stringify(message)}\n`);
}
