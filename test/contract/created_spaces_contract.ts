import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import type { KeptSpace } from '../../server/services/spaces/created_spaces.js';
import { CreatedSpaces } from '../../server/services/spaces/created_spaces.js';
import { SpaceVerification } from '../../server/services/integrity/verification/space_verification.js';
import { VerifierKeys } from '../../server/services/integrity/verification/verifier_keys.js';
import { deletionsOf } from '../support/created_spaces.js';
import { appendSealed } from '../support/log.js';
import { aSubject } from '../support/records.js';
import type { StoreBench } from './store_fixture.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const MADE = { id: 'made', name: 'Made', disabledFeatures: ['x'], color: '#fff', description: '' };
const BY = { kind: 'user', username: 'ana' } as const;

/** The spaces that were created, and how they go (P1). */
export function describeCreatedSpaces(fresh: FreshFixture): void {
  describe('created spaces', () => {
    it(
      'are kept as they are, each written only by who has seen it',
      onFresh(fresh, async (bench) => {
        const [{ registry }, { registry: second }] = [await bench.open(), await bench.open()];
        const [created, other] = [new CreatedSpaces(registry), new CreatedSpaces(second)];
        expect(await created.find('made')).to.equal(undefined);
        const first = await Promise.all(
          [created, other, created].map((one) => one.keep({ space: MADE, version: 0 })),
        );
        expect(first.filter(Boolean)).to.have.length(1);
        const kept = await present(other);
        expect(kept.space).to.deep.equal(MADE);
        expect(await created.keep({ space: { ...MADE, name: 'New' }, version: kept.version })).to.equal(true);
        expect(await other.keep({ space: MADE, version: kept.version })).to.equal(false);
        expect(await other.get('made')).to.deep.equal({ ...MADE, name: 'New' });
        expect(await other.remove(kept)).to.equal(false);
        expect(await other.remove(await present(created))).to.equal(true);
        expect(await created.get('made')).to.equal(undefined);
      }),
    );

    it(
      'are named in their order, and nothing else is, however many there are',
      onFresh(fresh, async (bench) => {
        const { registry } = await bench.open();
        for (const name of ['space', 'spacf', 'signing_keys/a']) await registry.set(name, 0, { value: 1 });
        const created = new CreatedSpaces(registry);
        expect(await idsOf(created)).to.deep.equal([]);
        const ids = Array.from({ length: 205 }, (_, i) => `s${String(i).padStart(3, '0')}`);
        await Promise.all(ids.map((id) => created.keep({ space: { ...MADE, id }, version: 0 })));
        expect(await idsOf(created)).to.deep.equal(ids);
      }),
    );

    it('go with all of their records, and with what comes in late', removedTest(fresh, 1));

    it('go with all of them when several are at it, and one of these tells', removedTest(fresh, 3));

    it('are finished by somebody else when a process dies, but not while it lives', killedTest(fresh));
  });
}

function removedTest(fresh: FreshFixture, processes: number): () => Promise<void> {
  return onFresh(fresh, async (bench) => {
    const store = await bench.open();
    const others = await Promise.all(Array.from({ length: processes - 1 }, () => bench.open()));
    await fill(store, 'other', 3);
    await fill(store, 'made', 250);
    await mark(store);
    const audited: string[] = [];
    const done = Promise.all([store, ...others].map((one) => deletionsOf(one, audited).finish('made')));
    const created = new CreatedSpaces(store.registry);
    // Of several, one may have removed the mark before that is to be seen.
    if (processes === 1) {
      while (((await created.find('made'))?.deletion?.removed ?? 0) < 250) await sleep(1);
      // The first walk is over: who was let in before writes now.
      await fill(store, 'made', 1);
    }
    await done;
    await isEmptied(store);
    expect(await store.subjects(undefined, 9, 'other')).to.have.length(3);
    expect(await created.find('made')).to.equal(undefined);
    expect(audited).to.have.length(1);
    const [, records] = /^User deleted space \[id=made\] with (\d+) records$/.exec(audited.join()) ?? [];
    // Of several one may find nothing left before another one has told of its last batch.
    if (processes === 1) expect(Number(records)).to.equal(251);
    else expect(Number(records)).to.be.within(1, 250);
  });
}

function killedTest(fresh: FreshFixture): () => Promise<void> {
  return onFresh(fresh, async (bench: StoreBench) => {
    const store = await bench.open();
    await fill(store, 'made', 400);
    await mark(store);
    const created = new CreatedSpaces(store.registry);
    const child = bench.child();
    child.send({ type: 'remove', space: 'made' });
    while (((await created.find('made'))?.deletion?.removed ?? 0) === 0) await sleep(1);
    await child.kill();
    const left = await present(created);
    expect(await created.get('made')).to.equal(undefined);
    const audited: string[] = [];
    const deletions = deletionsOf(store, audited);
    // Somebody has been at it a moment ago.
    await deletions.sweep();
    expect((await present(created)).version).to.equal(left.version);
    await created.keep({ ...left, deletion: { by: BY, removed: left.deletion?.removed ?? 0, touched: 0 } });
    await deletions.sweep();
    await isEmptied(store);
    expect(await created.find('made')).to.equal(undefined);
    const [, removed] = /^User deleted space \[id=made\] with (\d+) records$/.exec(audited.join()) ?? [];
    // What went between the last word of the one that died and its death is not counted.
    expect(Number(removed)).to.be.within(300, 400);
  });
}

async function fill(store: ActivityStore, space: string, records: number): Promise<void> {
  for (let i = 0; i < records; i += 25) {
    const some = Array.from({ length: Math.min(25, records - i) }, () => aSubject({ space }));
    await Promise.all(some.map((subject) => appendSealed(store, subject)));
  }
}

/** Nothing is left but ledgers, by which every row of the log is accounted for. */
async function isEmptied(store: ActivityStore): Promise<void> {
  const kinds = (await store.subjects(undefined, 9, 'made')).map(({ kind }) => kind);
  expect([...new Set(kinds)]).to.deep.equal(['ledger']);
  const verification = new SpaceVerification({ store, keys: new VerifierKeys([]) });
  const report = await verification.check('made');
  expect([report.problems, report.complete]).to.deep.equal([[], true]);
}

/** Has the space marked as being deleted, just now. */
async function mark({ registry }: ActivityStore): Promise<void> {
  const deletion = { by: BY, removed: 0, touched: Date.now() };
  expect(await new CreatedSpaces(registry).keep({ space: MADE, version: 0, deletion })).to.equal(true);
}

async function present(created: CreatedSpaces): Promise<KeptSpace> {
  const kept = await created.find('made');
  if (kept === undefined) throw new Error('There is no such space.');
  return kept;
}

async function idsOf(created: CreatedSpaces): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const id of created.ids()) ids.push(id);
  return ids;
}
