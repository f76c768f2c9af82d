import { expect } from 'chai';
import type { Activity, Change, Subject } from '../../server/domain/activity.js';
import type { Attachment, RecordHead } from '../../server/domain/record.js';
import type { RecordImage } from '../../server/domain/record_image.js';
import type { ActivityStore } from '../../server/domain/store.js';
import {
  aChange,
  aContinuation,
  aCreation,
  anAttachment,
  append,
  aSubject,
  aWindow,
} from '../support/records.js';
import { codeOf, onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const ODD_IDS = [
  ...['/', '%', '%2F', '%25', 'a', 'a/', 'a/b', 'a%b', 'a\u0001', 'a\u0001b', 'ab', 'A', '\u0001', '\u007f'],
  ...['\uffff', '\ufeffbom', '__proto__', '..', '$where', 'a.b', ' ', '0', '-1', 'ünïcödé', 'e\u0301'],
  ...['\u00e9', '案件', '🔥', '🔥🕵️‍♀️', 'x'.repeat(512), '🔥'.repeat(128)],
];

/** More than one portion of a restoration. */
const LENGTH = 1_203;

/** A whole record in memory. */
interface Whole {
  readonly head: RecordHead;
  readonly attachments: readonly Attachment[];
  readonly activities: readonly Activity[];
}

/** Listing all records of a store and writing whole records into another. */
export function describeMoving(fresh: FreshFixture): void {
  describe('moving', () => {
    it('names every record exactly once, whatever its id and the size of the pages', subjectsTest(fresh));

    it(
      'restores a record that is then like the original in every page, and goes on from there',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const whole = aWhole(aSubject({ id: 'a/%\u0001🔥' }), 41);
        await store.restore(imageOf(whole));
        await expectSame(store, whole);
        const next = aContinuation(whole.head, {
          attachments: [
            { type: 'put', attachment: { ...firstOf(whole.attachments), revision: 8, state: { now: 1 } } },
          ],
        });
        await store.commit([next]);
        expect(await soundHead(store, whole.head.subject)).to.deep.equal(next.head);
        const record = await (await bench.open()).record(whole.head.subject);
        expect(record?.attachments.map(({ state }) => state)).to.deep.equal([
          { now: 1 },
          { comment: 'second' },
        ]);
        await store.commit([{ type: 'erase', expected: next.head.revision, subject: whole.head.subject }]);
        expect(await store.subjects(undefined, 10)).to.deep.equal([]);
        await store.restore(imageOf(whole));
        await expectSame(store, whole);
      }),
    );

    it(
      'restores records without entries, of one entry, and of exactly one or two portions',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        for (const [i, length] of [0, 1, 499, 500, 501, 1000].entries()) {
          const whole = aWhole(aSubject(), i + 1, length);
          await store.restore(imageOf(whole));
          await expectSame(store, whole);
        }
      }),
    );

    it(
      'refuses to restore over a record and leaves that as it is',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const there = aCreation(aSubject());
        await store.commit([there]);
        for (const whole of [aWhole(there.head.subject, 1), aWhole(there.head.subject, 2, 3)]) {
          expect(await codeOf(store.restore(imageOf(whole)))).to.equal('VERSION_CONFLICT');
        }
        expect(await soundHead(store, there.head.subject)).to.deep.equal(there.head);
        expect((await store.record(there.head.subject))?.attachments).to.deep.equal([]);
      }),
    );

    it('shows nothing of a restoration that broke off, and can repeat it', brokenOffTest(fresh));

    it(
      'refuses an image whose entries are not those its head describes',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const whole = aWhole(aSubject(), 1, 5);
        const { head, activities } = whole;
        const broken: Whole[] = [
          { ...whole, activities: activities.slice(1) },
          { ...whole, activities: activities.slice(0, -1) },
          { ...whole, activities: [...activities, ...activities.slice(-1)] },
          { ...whole, activities: activities.toReversed() },
          { ...whole, activities: activities.map((entry) => ({ ...entry, subject: aSubject() })) },
          { ...whole, head: { ...head, counts: { ...head.counts, pushed: 1 } } },
          { ...whole, head: { ...head, number: 0 } },
        ];
        for (const one of broken) {
          expect(await codeOf(store.restore(imageOf(one)))).to.equal('INTERNAL_ERROR');
        }
        const nowhere = aWhole(aSubject({ id: 'a\0' }), 1, 1);
        expect(await codeOf(store.restore(imageOf(nowhere)))).to.equal('INVALID_REQUEST');
        expect(await store.subjects(undefined, 10)).to.deep.equal([]);
      }),
    );

    it(
      'gives numbers that are higher than those of all restored records',
      onFresh(fresh, async (bench) => {
        const [store, other] = [await bench.open(), await bench.open()];
        const numbers = [70, 7, 300_000_000_0, 69];
        await Promise.all(
          numbers.map((number, i) =>
            (i % 2 === 0 ? store : other).restore(imageOf(aWhole(aSubject(), number, 2))),
          ),
        );
        expect(await other.reserveNumbers(3)).to.equal(300_000_000_1);
        await store.restore(imageOf(aWhole(aSubject(), 5, 2)));
        expect(await store.reserveNumbers(1)).to.equal(300_000_000_4);
      }),
    );

    it(
      'never shows a record of which a restoration that broke off later has taken something away',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const whole = aWhole(aSubject(), 4, 1_700);
        const gate = aGate();
        const early = codeOf(store.restore({ ...whole, activities: waiting(whole.activities, 1_502, gate) }));
        await gate.reached;
        const late = { ...whole, activities: breakingOff(whole.activities, 1_100) };
        expect(await store.restore(late).catch((error: unknown) => error)).to.be.an('error');
        gate.open();
        if ((await early) === 'no error') await expectSame(store, whole);
        else expect(await store.record(whole.head.subject)).to.equal(undefined);
        await codeOf(store.restore(imageOf(whole)));
        await expectSame(store, whole);
      }),
    );

    it(
      'leaves one whole record when two restore the same at the same moment',
      onFresh(fresh, async (bench) => {
        const [one, two] = [await bench.open(), await bench.open()];
        const whole = aWhole(aSubject(), 3);
        const slow: RecordImage = { ...imageOf(whole), activities: slowly(whole.activities) };
        const codes = await Promise.all([
          codeOf(one.restore(slow)),
          codeOf(two.restore(imageOf(whole))),
          codeOf(one.restore(imageOf(whole))),
        ]);
        expect(codes.filter((code) => code === 'no error')).to.have.length(1);
        expect(new Set(codes)).to.deep.equal(new Set(['no error', 'VERSION_CONFLICT']));
        await expectSame(two, whole);
      }),
    );
  });
}

function subjectsTest(fresh: FreshFixture): () => Promise<void> {
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

function brokenOffTest(fresh: FreshFixture): () => Promise<void> {
  return onFresh(fresh, async (bench) => {
    const store = await bench.open();
    const subject = aSubject();
    const [longer, whole] = [aWhole(subject, 9, LENGTH + 300, 'other'), aWhole(subject, 9)];
    for (const [image, entries] of [
      [longer, longer.activities.length],
      [longer, 600],
      [whole, 1_100],
    ] as const) {
      const broken = { ...imageOf(image), activities: breakingOff(image.activities, entries) };
      const failure = await store.restore(broken).catch((error: unknown) => error);
      expect(failure).to.be.an('error');
      expect(await store.record(subject)).to.equal(undefined);
      expect(await store.page(subject, aWindow())).to.equal(undefined);
      expect(await store.subjects(undefined, 10)).to.deep.equal([]);
    }
    await store.restore(imageOf(whole));
    await expectSame(store, whole);
    let { head } = whole;
    for (const changes of [[aChange('new')], Array.from({ length: 400 }, (_, i) => aChange(String(i)))]) {
      const next = aContinuation(head, { changes });
      await store.commit([next]);
      head = next.head;
    }
    expect(await soundHead(store, subject)).to.deep.equal(head);
    const titles = await store.page(subject, aWindow({ facets: ['field:title'], order: 'desc', limit: 401 }));
    expect(titles?.activities.at(-1)?.change).to.deep.equal(aChange('new'));

    const short = aSubject();
    const remains = aWhole(short, 10, 900);
    await codeOf(
      store.restore({ ...imageOf(remains), activities: breakingOff(remains.activities, 900) }),
    ).catch(() => undefined);
    const created = aCreation(short, { number: 11 });
    await store.commit([created]);
    expect(await store.record(short)).to.deep.equal({ head: created.head, attachments: [] });
    expect(await soundHead(store, short)).to.deep.equal(created.head);
  });
}

/** Entries of several facets, one of them with an odd name; two attachments. `mark` tells images apart. */
function aWhole(subject: Subject, number: number, length = LENGTH, mark = 'value'): Whole {
  const changes = Array.from({ length }, (_, i) => changeAt(i, mark));
  const { head, activities } = aCreation(subject, { number, changes, state: { mark, '-0': -0 } });
  const attachments = [
    anAttachment({ id: `z ${mark}`, revision: 7, state: { comment: mark } }),
    anAttachment({ id: 'a\u0000/', createdSeq: 2, state: { comment: 'second' } }),
  ];
  return { head: { ...head, revision: 4_711, deleted: true }, activities, attachments };
}

function changeAt(i: number, mark: string): Change {
  if (i === 0) return { type: 'created', snapshot: { mark, ['__proto__']: { deep: [null, -0] } } };
  if (i % 97 === 0) return aChange(`${mark} ${String(i)}`, `${'long '.repeat(40)}\u0001`);
  return i % 3 === 0 ? aChange(`${mark} ${String(i)}`, 'severity') : aChange(`${mark} ${String(i)}`);
}

async function* slowly(activities: readonly Activity[]): AsyncGenerator<Activity> {
  for (const [i, activity] of activities.entries()) {
    if (i % 300 === 299) await new Promise((resolve) => setTimeout(resolve, 20));
    yield activity;
  }
}

/** Something to wait for, and something that tells that it is waited for. */
interface Gate {
  readonly reached: Promise<void>;
  readonly opened: Promise<void>;
  reach(): void;
  open(): void;
}

function aGate(): Gate {
  let [reach, open] = [(): void => undefined, (): void => undefined];
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { reached, opened, reach: () => reach(), open: () => open() };
}

async function* waiting(
  activities: readonly Activity[],
  entries: number,
  gate: Gate,
): AsyncGenerator<Activity> {
  yield* activities.slice(0, entries);
  gate.reach();
  await gate.opened;
  yield* activities.slice(entries);
}

async function* breakingOff(activities: readonly Activity[], entries: number): AsyncGenerator<Activity> {
  yield* slowly(activities.slice(0, entries));
  throw new Error('The source broke off.');
}

function imageOf(whole: Whole): RecordImage {
  return { ...whole, activities: slowly(whole.activities) };
}

async function expectSame(store: ActivityStore, whole: Whole): Promise<void> {
  const { head, attachments, activities } = whole;
  const { subject } = head;
  expect(await store.record(subject)).to.deep.equal({ head, attachments });
  expect(await store.page(subject, aWindow())).to.deep.equal({ head, activities });
  expect(await soundHead(store, subject)).to.deep.equal(head);
  for (const facets of [['field:severity'], ['field:severity', 'created'], Object.keys(head.counts)]) {
    const matching = activities.filter(({ change }) => facets.includes(facetNameOf(change)));
    for (const skip of [0, 301]) {
      const page = await store.page(subject, aWindow({ facets, skip, limit: 20 }));
      expect(page?.activities).to.deep.equal(matching.slice(skip, skip + 20));
    }
  }
  const last = await store.page(subject, { order: 'desc', skip: 0, limit: 7 });
  expect(last?.activities).to.deep.equal(activities.slice(-7).reverse());
}

function facetNameOf(change: Change): string {
  return change.type === 'field' ? `field:${change.field}` : change.type;
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error('There is none.');
  return first;
}
