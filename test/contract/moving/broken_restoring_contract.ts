import { expect } from 'chai';
import type { Activity } from '../../../server/domain/activity.js';
import type { RecordImage } from '../../../server/domain/record_image.js';
import { aChange, aContinuation, aCreation, aSubject, aWindow, pageOf } from '../../support/records.js';
import { codeOf, onFresh, soundHead } from '../store_fixture.js';
import type { FreshFixture } from '../store_fixture.js';
import { aWhole, expectSame, imageOf, LENGTH, slowly } from './whole_record.js';

/** Restorations that break off, or meet another of the same record. */
export function brokenRestoringTests(fresh: FreshFixture): void {
  it('shows nothing of a restoration that broke off, and can repeat it', brokenOffTest(fresh));

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
      expect(await pageOf(store, subject, aWindow())).to.equal(undefined);
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
    const titles = await pageOf(
      store,
      subject,
      aWindow({ facets: ['field:title'], order: 'desc', limit: 401 }),
    );
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
