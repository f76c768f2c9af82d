import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { StoreCopy } from '../../server/services/copy/store_copy.js';
import { attachmentKey } from '../../server/domain/attachment_keys.js';
import { audiencesOf } from '../../server/services/lists/audience.js';
import { upgradeRecords } from '../../server/services/upgrade.js';
import { aPut } from '../support/attached.js';
import type { FormerRecord } from '../support/format_1.js';
import { aContinuation, aWindow, pageOf } from '../support/records.js';
import { aSealer, sealedHead } from '../support/sealing.js';
import type { FreshFixture } from './store_fixture.js';
import { StoreBench } from './store_fixture.js';
import { describeToldAdoption } from './told_adoption_tests.js';

/** A store that the release before seals has written, and what that answered. */
export interface FormerStore {
  readonly records: readonly FormerRecord[];
  /** A copy of it. */
  readonly copy: FreshFixture;
  readonly fresh: FreshFixture;
  /** The version its mark says. */
  readonly format: (bench: StoreBench) => Promise<unknown>;
}

const QUIET = { parallel: 4, log: true, onProgress: () => undefined };

/** What every store has to do with data of format 1. */
export function describeFormer(former: () => Promise<FormerStore>): void {
  let store: FormerStore;
  before(async () => {
    store = await former();
  });

  async function onCopy(body: (opened: ActivityStore, bench: StoreBench) => Promise<void>): Promise<void> {
    const bench = new StoreBench(await store.copy());
    try {
      await body(await bench.open(), bench);
    } finally {
      await bench.destroy();
    }
  }

  it('is answered as before', () =>
    onCopy(async (opened, bench) => {
      for (const record of store.records) expect(await recordIn(opened, record)).to.deep.equal(record);
      expect(await store.format(bench)).to.equal(1);
    }));

  it('has attachments that are found by their ids, and by their keys when they are changed', () =>
    onCopy(async (opened) => {
      for (const { head, attachments } of store.records) {
        const { space, kind } = head.subject;
        const ids = attachments.map(({ id }) => id);
        const foundBy = (id: string) => opened.attachedTo({ space, kind, key: attachmentKey(id), limit: 9 });
        expect(await opened.attachments(head.subject, ids)).to.deep.equal(attachments);
        for (const id of ids) expect(await foundBy(id)).to.not.deep.include(head.subject);
        await opened.commit([aContinuation(head, { attachments: attachments.map(aPut) })]);
        for (const id of ids) expect(await foundBy(id)).to.deep.include(head.subject);
      }
      expect(store.records.flatMap(({ attachments }) => attachments)).to.not.deep.equal([]);
    }));

  it('seals a record when it is changed', () =>
    onCopy(async (opened) => {
      for (const { head } of store.records) {
        await opened.commit(await aSealer(opened).seal([aContinuation(head)]));
        expect((await sealedHead(opened, head.subject)).seq).to.equal(head.seq + 1);
      }
    }));

  it('becomes one of this release, with nothing changed but the seals, also when that is broken off', () =>
    onCopy(async (opened, bench) => {
      const stop = new Error('broken off');
      const broken = upgradeRecords(opened, {
        log: true,
        parallel: 1,
        onProgress: ({ done }) => {
          if (done === 3) throw stop;
        },
      });
      expect(await broken.catch((error: unknown) => error)).to.equal(stop);
      expect(await store.format(bench)).to.equal(1);
      const all = store.records.length;
      expect(await upgradeRecords(opened, QUIET)).to.deep.equal({
        records: all,
        adopted: all - 3,
        failed: 0,
        failures: [],
      });
      expect(await store.format(bench)).to.equal(2);
      for (const record of store.records) {
        await sealedHead(opened, record.head.subject);
        expect(await recordIn(opened, record)).to.deep.equal(record);
      }
      expect(await upgradeRecords(opened, QUIET)).to.deep.equal({
        records: all,
        adopted: 0,
        failed: 0,
        failures: [],
      });
      await expectLists(opened, store.records);
      await expectLogged(opened, store.records);
    }));

  it('is copied with seals, before it is upgraded and after', () =>
    onCopy(async (opened) => {
      for (const step of ['before', 'after']) {
        const target = new StoreBench(await store.fresh());
        try {
          const copy = await target.open();
          const report = await new StoreCopy({ source: opened, target: copy, ...QUIET }).run();
          expect(report, step).to.deep.include({ differing: 0, copied: store.records.length });
          for (const { head } of store.records) await sealedHead(copy, head.subject);
          await expectLists(copy, store.records);
          for (const { head } of store.records) await copy.log.catchUp(head.subject.space);
          await expectLogged(copy, store.records);
        } finally {
          await target.destroy();
        }
        await upgradeRecords(opened, QUIET);
      }
    }));

  describeToldAdoption({ records: () => store.records, onCopy, fresh: () => store.fresh() });
}

/** Every entry has its position, and nothing else has. */
async function expectLogged(opened: ActivityStore, records: readonly FormerRecord[]): Promise<void> {
  const positions = new Map<string, (number | undefined)[]>();
  for (const { head } of records) {
    const { space } = head.subject;
    const found = await opened.log.positions(head, { from: 1, to: head.seq });
    positions.set(space, [...(positions.get(space) ?? []), ...found]);
  }
  for (const [space, found] of positions) {
    const { size } = await opened.log.head(space);
    expect(
      found.sort((a, b) => Number(a) - Number(b)),
      space,
    ).to.deep.equal([...Array(size).keys()]);
  }
}

/** Cases and alerts are on the lists of their space. */
async function expectLists(opened: ActivityStore, records: readonly FormerRecord[]): Promise<void> {
  const audiences = audiencesOf(['cases', 'observability', 'securitySolution'], { tlp: 4, pap: 4 });
  for (const [space, kind] of [
    ['default', 'case'],
    ['space1', 'case'],
    ['default', 'alert'],
    ['default', 'incident'],
  ] as const) {
    const query = {
      space,
      kind,
      audiences,
      terms: [],
      rank: 'createdAt',
      order: 'asc',
      skip: 0,
      limit: 100,
    } as const;
    const { heads, total } = await opened.records(query);
    const listed = records.filter(
      ({ head: { subject } }) => subject.space === space && subject.kind === kind,
    );
    const ids = kind === 'incident' ? [] : listed.map(({ head }) => head.subject.id).sort();
    expect(heads.map(({ subject }) => subject.id).sort(), `${space} ${kind}`).to.deep.equal(ids);
    expect(total).to.equal(ids.length);
  }
}

/** The record as the store answers it, without what the former release did not know. */
async function recordIn(opened: ActivityStore, { head }: FormerRecord): Promise<unknown> {
  const record = await opened.record(head.subject);
  const page = await pageOf(opened, head.subject, aWindow());
  if (record === undefined || page === undefined) return undefined;
  const { chain: _, ...rest } = record.head;
  return {
    head: rest,
    attachments: record.attachments,
    entries: page.activities.map(({ seal: _seal, ...entry }) => entry),
  };
}
