import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import type { RecordWrite } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { aChange, aContinuation, aCreation, anAttachment, aSubject, aWindow, pageOf } from './records.js';
import { aSealer } from './sealing.js';

const LONG = 3_000;

/**
 * Fills a store with records that are hard to copy: one long, one deleted, odd ids and names, several spaces,
 * attachments, and `ordinary` plain ones. Answers them all.
 */
export async function fillStore(store: ActivityStore, ordinary: number): Promise<readonly Subject[]> {
  const long = aSubject({ id: ' long' });
  const changes = Array.from({ length: LONG }, (_, i) =>
    aChange(String(i), i % 7 === 0 ? 'severity' : 'title'),
  );
  const odd = [
    aSubject({ id: 'a/%2F\u0001🔥' }),
    aSubject({ space: 'other', kind: 'alert', id: 'x' }),
    aSubject({ space: 'other', kind: 'incident', id: 'x' }),
  ];
  const plain = Array.from({ length: ordinary }, (_, i) => aSubject({ id: `plain ${String(i)}` }));
  const first = await store.reserveNumbers(1 + odd.length + plain.length);
  const commit = async (write: RecordWrite): Promise<void> =>
    store.commit(await aSealer(store).seal([write]));
  await commit(aCreation(long, { number: first, changes }));
  await inParallel([...odd, ...plain], async (subject, i) => {
    const put = {
      type: 'put',
      attachment: anAttachment({ state: { comment: `-0 is ${String(i)}`, n: -0 } }),
    } as const;
    const created = aCreation(subject, {
      number: first + 1 + i,
      owner: 'securitySolution',
      state: { ['__proto__']: i, b: 1, a: [null] },
      changes: [{ type: 'created', snapshot: { ['__proto__']: i, b: 1, a: [null] } }],
      attachments: i % 2 === 0 ? [put] : [],
    });
    await commit(created);
    const head = await store.head(subject);
    if (i % 3 === 0 && head !== undefined) {
      await commit(aContinuation(head, { deleted: true, changes: [{ type: 'deleted' }] }));
    }
  });
  return [long, ...odd, ...plain];
}

/** Fails unless these records are whole and the same in both stores; answers how many of them the second has. */
export async function expectSameRecords(
  ours: ActivityStore,
  theirs: ActivityStore,
  subjects: readonly Subject[],
): Promise<number> {
  let found = 0;
  for (const subject of subjects) {
    if ((await theirs.head(subject)) === undefined) continue;
    found += 1;
    for (const read of [
      (store: ActivityStore) => store.record(subject),
      (store: ActivityStore) => pageOf(store, subject, aWindow()),
      (store: ActivityStore) => pageOf(store, subject, aWindow({ facets: ['field:severity', 'deleted'] })),
    ]) {
      const [original, same] = [await read(ours), await read(theirs)];
      // chai takes seconds for thousands of entries.
      expect(isDeepStrictEqual(same, original), subject.id).to.equal(true);
      expect(JSON.stringify(same)).to.equal(JSON.stringify(original));
    }
  }
  return found;
}

async function inParallel<T>(
  items: readonly T[],
  work: (item: T, i: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += 50) {
    await Promise.all(items.slice(from, from + 50).map((item, i) => work(item, from + i)));
  }
}
