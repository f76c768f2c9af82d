import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore, SealedActivity } from '../../server/domain/store.js';
import { adopted, Adoption } from '../../server/services/seals/adoption.js';
import {
  aChange,
  aContinuation,
  aCreation,
  append,
  aSubject,
  aWindow,
  entriesOf,
  pageOf,
} from '../support/records.js';
import { aSealer, sealedHead } from '../support/sealing.js';
import { codeOf, onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const CONTEXT = {
  source: 'import',
  requestId: 'r-1',
  ip: '10.0.0.1',
  userAgent: 'curl',
  statedAt: '2024-01-01T00:00:00.000Z',
} as const;
const KEY = { key: generateKeyPairSync('ed25519').privateKey };

export function describeSeals(fresh: FreshFixture): void {
  describe('seals', () => {
    it(
      'are answered with the entries as they were committed, by one record and by several',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const sealer = aSealer(store, { origin: 'here.example', keys: [KEY] });
        const subjects = [aSubject(), aSubject(), aSubject()];
        const creations = subjects.map((subject, i) =>
          aCreation(subject, { number: i + 1, context: CONTEXT, changes: [aChange('a'), aChange('b')] }),
        );
        await store.commit(await sealer.seal(creations));
        for (const subject of subjects) {
          const head = await sealedHead(store, subject);
          await store.commit(await sealer.seal([aContinuation(head)]));
          const { seq } = await sealedHead(store, subject);
          const page = await pageOf(store, subject, aWindow());
          expect(page?.activities.map(({ context }) => context)).to.deep.equal([CONTEXT, CONTEXT, undefined]);
          expect(seq).to.equal(3);
          expect((await store.head(subject))?.chain).to.not.have.property('adopted');
          // One for each commit, with its last entry.
          const signatures = page?.activities.map(({ seal }) => seal?.signature?.length);
          expect(signatures).to.deep.equal([undefined, 91, 91]);
        }
      }),
    );

    it(
      'stay as they are when a record moves, also those of entries with erased parts',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const sealer = aSealer(store, { origin: 'here.example', keys: [KEY] });
        const subject = aSubject();
        const [write] = await sealer.seal([aCreation(subject, { changes: [aChange('a'), aChange('b')] })]);
        if (write?.type !== 'save') throw new Error('That was a creation.');
        const [first, second] = write.activities;
        if (first?.seal === undefined || second === undefined) throw new Error('It has two entries.');
        const seal = { hash: first.seal.hash, salts: { after: 'x' }, digests: { actor: 'y', before: 'z' } };
        const history = [{ ...first, seal }, second];
        const feeds = { 'servicenow-prod.a': 1041, b: Number.MAX_SAFE_INTEGER };
        const recentKeys = [{ key: 'k', body: 'b', from: 1, to: 2 }];
        const head = { ...write.head, feeds, recentKeys };
        await store.restore({ head, attachments: [], activities: from(history) });
        expect(await store.head(subject)).to.deep.equal(head);
        const page = await pageOf(store, subject, aWindow());
        expect(page?.activities).to.deep.equal(history);
        // Later commits keep what they say nothing about.
        await store.commit(await sealer.seal([aContinuation(head)]));
        expect(await store.head(subject)).to.deep.include({ feeds, recentKeys });
      }),
    );
  });

  describe('adoption', () => {
    it(
      'seals what has no seals before the next commit, and changes nothing else',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const before = await unsealed(store, subject, 620);
        const entries = await entriesOf(store, before, aWindow());
        await store.commit(await aSealer(store).seal([aContinuation(before)]));
        const head = await sealedHead(store, subject);
        expect(head).to.deep.include({ seq: before.seq + 1, revision: before.revision + 1 });
        expect(head.chain?.adopted).to.equal(before.seq);
        const after = await entriesOf(store, before, aWindow());
        expect(after.map(({ seal: _, ...entry }) => entry)).to.deep.equal(entries);
      }),
    );

    it(
      'comes to one chain whoever adopts at the same time, and goes on where somebody ended',
      onFresh(fresh, async (bench) => {
        const stores = await Promise.all([bench.open(), bench.open(), bench.open()]);
        const [store] = stores;
        const subject = aSubject();
        const head = await unsealed(store, subject, 610);
        const secret = await store.adoptionSecret(head);
        expect(Buffer.from(secret)).to.have.length(32);
        const [half] = await partOf(store, head, 500, secret);
        await store.adopt(head, half);
        expect((await store.head(subject))?.chain).to.include({ seq: 500, adopted: 500 });
        const outcomes = await Promise.allSettled(stores.map((one) => adoptAgainAndAgain(one, subject)));
        expect(outcomes.map(({ status }) => status)).to.deep.equal(stores.map(() => 'fulfilled'));
        const adopted = await sealedHead(store, subject);
        expect(adopted).to.deep.include({ revision: head.revision, seq: head.seq });
        expect(adopted.chain?.adopted).to.equal(head.seq);
      }),
    );

    it(
      'is refused when the record was changed, adopted or erased meanwhile, and leaves seals alone',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const old = await unsealed(store, subject, 3);
        const secret = await store.adoptionSecret(old);
        const [all] = await partOf(store, old, 3, secret);
        await append(store, subject, () => ({}));
        expect(await codeOf(store.adopt(old, all))).to.equal('VERSION_CONFLICT');
        const head = await store.head(subject);
        if (head === undefined) throw new Error('It was recorded.');
        await new Adoption(store).chainOf(head);
        await sealedHead(store, subject);
        const others = all.map((one) => ({ ...one, seal: { ...one.seal, salt: 'A'.repeat(43) } }));
        expect(await codeOf(store.adopt(head, others))).to.equal('VERSION_CONFLICT');
        await sealedHead(store, subject);
        await store.commit([{ type: 'erase', expected: head.revision, subject }]);
        expect(await codeOf(store.adoptionSecret(head))).to.equal('RECORD_NOT_FOUND');
        expect(await codeOf(aSealer(store).seal([aContinuation(old)]))).to.equal('VERSION_CONFLICT');
        expect(await codeOf(store.adopt(head, all))).to.equal('VERSION_CONFLICT');
        await append(store, subject, () => ({ changes: [aChange()] }));
        expect((await store.head(subject))?.chain).to.equal(undefined);
      }),
    );
  });
}

/** A record as a release before seals wrote it. */
async function unsealed(store: ActivityStore, subject: Subject, length: number): Promise<RecordHead> {
  const changes = Array.from({ length: length - 1 }, (_, i) => aChange(String(i)));
  await append(store, subject, () => ({ changes: [aChange()] }));
  await append(store, subject, () => ({ changes, context: CONTEXT }));
  const head = await store.head(subject);
  if (head === undefined) throw new Error('It was recorded.');
  return head;
}

/** The oldest entries with their seals. */
async function partOf(
  store: ActivityStore,
  head: RecordHead,
  limit: number,
  secret: Uint8Array,
): Promise<readonly [readonly SealedActivity[]]> {
  const entries = await entriesOf(store, head, aWindow({ limit }));
  return [adopted(entries, head.number, { secret, chain: undefined })];
}

async function adoptAgainAndAgain(store: ActivityStore, subject: Subject): Promise<void> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const head = await store.head(subject);
    if (head === undefined || head.chain?.seq === head.seq) return;
    await new Adoption(store).chainOf(head).catch(() => undefined);
  }
  throw new Error('It does not come to an end.');
}

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}
