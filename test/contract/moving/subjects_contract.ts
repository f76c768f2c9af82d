import { expect } from 'chai';
import type { Subject } from '../../../server/domain/activity.js';
import type { ActivityStore } from '../../../server/domain/store.js';
import { aContinuation, aCreation, append, aSubject } from '../../support/records.js';
import { onFresh } from '../store_fixture.js';
import type { FreshFixture } from '../store_fixture.js';

const ODD_IDS = [
  ...['/', '%', '%2F', '%25', 'a', 'a/', 'a/b', 'a%b', 'a\u0001', 'a\u0001b', 'ab', 'A', '\u0001', '\u007f'],
  ...['\uffff', '\ufeffbom', '__proto__', '..', '$where', 'a.b', ' ', '0', '-1', 'ünïcödé', 'e\u0301'],
  ...['\u00e9', '案件', '🔥', '🔥🕵️‍♀️', 'x'.repeat(512), '🔥'.repeat(128)],
];

/** Listing all records of a store. */
export function subjectsTests(fresh: FreshFixture): void {
  it(
    'names every record exactly once, whatever its id and the size of the pages',
    everyRecordOnceTest(fresh),
  );

  it('names the records of one space alone, however spaces and kinds are called', recordsOfSpaceTest(fresh));
}

function recordsOfSpaceTest(fresh: FreshFixture): () => Promise<void> {
  return onFresh(fresh, async (bench) => {
    const store = await bench.open();
    const spaces = ['a', 'a-b', 'a/b', 'a%2Fb', 'a0', 'a\u0001', 'aa', 'A', 'ä'];
    const places = spaces.flatMap((space) => ['case', '!', '/', '\u0001'].map((kind) => ({ space, kind })));
    const subjects = places.flatMap((place) => ['x', '\uffff'].map((id): Subject => ({ ...place, id })));
    for (const subject of subjects) await append(store, subject, () => ({}));
    for (const space of spaces) {
      const expected = subjects.filter((subject) => subject.space === space);
      for (const limit of [1, 3, 100]) {
        const found: Subject[] = [];
        for (let after: Subject | undefined; ; after = found.at(-1)) {
          const page = await store.subjects(after, limit, space);
          found.push(...page);
          if (page.length < limit) break;
        }
        expect(found).to.have.deep.members(expected);
      }
    }
    for (const none of ['b', '', '\0', 'x'.repeat(513)]) {
      expect(await store.subjects(undefined, 9, none)).to.deep.equal([]);
    }
  });
}

function everyRecordOnceTest(fresh: FreshFixture): () => Promise<void> {
  return onFresh(fresh, async (bench) => {
    const store = await bench.open();
    expect(await store.subjects(undefined, 5)).to.deep.equal([]);
    const places = [
      { space: 'default', kind: 'case' },
      { space: 'a/b', kind: 'c%2Fd' },
      { space: 'a', kind: 'b/c%2Fd' },
      { space: 'ü', kind: 'case' },
    ];
    const subjects = ODD_IDS.flatMap((id) => places.map((place): Subject => ({ ...place, id })));
    for (let i = 0; i < subjects.length; i += 8) {
      await Promise.all(subjects.slice(i, i + 8).map((subject) => append(store, subject, () => ({}))));
    }
    const [deleted, erased] = [aSubject(), aSubject()];
    const { head } = await append(store, deleted, () => ({}));
    await store.commit([
      aContinuation(head, { deleted: true, changes: [{ type: 'deleted' }] }),
      aCreation(erased),
    ]);
    await store.commit([{ type: 'erase', expected: 1, subject: erased }]);
    const expected = new Set([...subjects, deleted].map((subject) => JSON.stringify(subject)));
    let order: readonly string[] | undefined;
    for (const limit of [1, 7, 1000]) {
      const found = await walk(store, limit);
      expect(found).to.have.length(expected.size);
      expect(new Set(found)).to.deep.equal(expected);
      order ??= found;
      expect(found).to.deep.equal(order);
    }
    const gone = JSON.parse(order?.[3] ?? '') as Subject;
    await store.commit([{ type: 'erase', expected: 1, subject: gone }]);
    expect((await store.subjects(gone, 1)).map((subject) => JSON.stringify(subject))).to.deep.equal(
      order?.slice(4, 5),
    );
  });
}

/** All records as JSON, page by page, each page full but the last. */
async function walk(store: ActivityStore, limit: number): Promise<string[]> {
  const found: string[] = [];
  for (let after: Subject | undefined; ;) {
    const page = await store.subjects(after, limit);
    found.push(...page.map(({ space, kind, id }) => JSON.stringify({ space, kind, id })));
    if (page.length < limit) return found;
    after = page.at(-1);
  }
}
