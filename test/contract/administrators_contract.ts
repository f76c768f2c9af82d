import { expect } from 'chai';
import { partDigest, partSalt, partsOf } from '../../server/domain/seal.js';
import { rootAt, tilesOf } from '../../server/domain/log/proofs.js';
import type { ActivityStore, SealedActivity } from '../../server/domain/store.js';
import { aSealer } from '../support/sealing.js';
import { aChange, aWindow, entriesOf } from '../support/records.js';
import { headOf } from '../support/log.js';
import { SignedStory } from '../support/signed_story.js';
import { onTampered } from '../support/tampered.js';
import type { FreshFixture } from './store_fixture.js';

const CASE = { space: 'default', kind: 'case', id: 'a' } as const;
const OTHER = { space: 'default', kind: 'case', id: 'b' } as const;

/** Three commits of a record and one of another, signed, with a checkpoint. */
async function aStory(store: ActivityStore): Promise<SignedStory> {
  const story = new SignedStory(store);
  await story.tell('key-added', { vkey: '0' });
  await story.settled();
  await story.write(CASE, { changes: [aChange('1'), aChange('2')] });
  await story.write(CASE, { changes: [aChange('3')] });
  await story.write(CASE, { changes: [aChange('4'), aChange('5')] });
  await story.write(OTHER);
  await story.publish();
  await story.settled();
  return story;
}

/** What an administrator can do, row by row of the specification's table: what is said to be noticed is (N10.5). */
export function describeAdministrators(fresh: FreshFixture): void {
  describe('of what an administrator of the database does', () => {
    it(
      'finds an entry that was appended by hand, before the log has it and after',
      onTampered(fresh, aStory, async ({ story }) => {
        await story.write(CASE, { changes: [aChange('forged')] }, aSealer(story.store));
        expect(await story.problems()).to.deep.equal(['a 6 unsigned']);
        await story.settled();
        expect(await story.problems()).to.deep.equal(['a 6 unsigned']);
      }),
    );

    it(
      'finds an entry that was appended by hand although later commits chain onto it',
      onTampered(fresh, aStory, async ({ story }) => {
        await story.write(CASE, { changes: [aChange('forged')] }, aSealer(story.store));
        await story.write(CASE, { changes: [aChange('6'), aChange('7')] });
        await story.write(CASE, { changes: [aChange('8')] });
        expect(await story.problems()).to.deep.equal(['a 6 unsigned']);
      }),
    );

    it(
      'finds one that was appended without a seal, so that the next commit adopts it',
      onTampered(fresh, aStory, async ({ story }) => {
        await story.writeUnsealed(CASE, { changes: [aChange('forged')] });
        expect(await story.problems())
          .to.include('a 6 unsigned')
          .and.to.include('a 6 head-differs');
        await story.write(CASE, { changes: [aChange('6')] });
        expect(await story.problems()).to.include('a 6 unsigned');
      }),
    );

    it(
      'finds a whole record that was recorded by hand, also where it says that it was adopted',
      onTampered(fresh, aStory, async ({ story, tampering }) => {
        const forged = { ...CASE, id: 'forged' };
        await story.write(forged, {}, aSealer(story.store));
        expect(await story.problems()).to.deep.equal(['forged 1 unsigned']);
        const store = story.store;
        await tampering.removeRecord(forged);
        await story.writeUnsealed({ ...CASE, id: 'adopted' });
        await story.write({ ...CASE, id: 'adopted' }, {}, aSealer(store));
        expect(await story.problems()).to.include('adopted 2 unsigned');
      }),
    );

    it(
      'finds that the newest entries were cut off and the head was set back',
      onTampered(fresh, aStory, async ({ story, tampering }) => {
        const [heads, entries] = [await tampering.all('head'), await tampering.all('entry')];
        await story.write(CASE, { changes: [aChange('6')] });
        await story.settled();
        const known = new Set(entries.map(({ value }) => JSON.stringify(value)));
        for (const entry of await tampering.all('entry')) {
          if (!known.has(JSON.stringify(entry.value))) await tampering.remove(entry);
        }
        for (const head of heads) await tampering.put(head);
        expect((await headOf(story.store, CASE)).seq).to.equal(5);
        expect(await story.problems()).to.deep.equal(['a 6 head-differs', 'space head-differs']);
        // Nor does it help to go on from there.
        await story.write(CASE, { changes: [aChange('another 4')] });
        await story.settled();
        expect(await story.isNoticed()).to.equal(true);
      }),
    );

    it(
      'finds a record that was removed, unless the ledger tells of that',
      onTampered(fresh, aStory, async ({ story, tampering }) => {
        const { number, seq } = await headOf(story.store, CASE);
        await tampering.removeRecord(CASE);
        const unaccounted = (await story.problems()).filter((one) => one !== 'space erasure-unaccounted');
        expect(await story.problems()).to.include('space erasure-unaccounted');
        expect(unaccounted).to.deep.equal([]);
        await story.tell('record-erased', { kind: CASE.kind, id: CASE.id, number, seq });
        await story.settled();
        expect(await story.problems()).to.deep.equal([]);
      }),
    );

    it(
      'finds no record that was erased with a statement, and one that was erased without',
      onTampered(fresh, aStory, async ({ story }) => {
        for (const subject of [CASE, OTHER]) {
          const { number, seq, revision } = await headOf(story.store, subject);
          await story.store.commit([{ type: 'erase', expected: revision, subject }]);
          expect(await story.problems()).to.include('space erasure-unaccounted');
          await story.tell('record-erased', { kind: subject.kind, id: subject.id, number, seq });
          await story.settled();
          expect(await story.problems()).to.deep.equal([]);
        }
      }),
    );

    it(
      'does not find that everything was rolled back, which a checkpoint that is kept elsewhere shows',
      onTampered(fresh, aStory, async ({ story, tampering }) => {
        const before = await tampering.snapshot();
        await story.write(CASE, { changes: [aChange('6')] });
        const kept = await story.publish();
        await story.settled();
        await before.restore();
        expect(await story.problems()).to.deep.equal([]);
        expect((await story.store.log.head('default')).size).to.be.lessThan(kept.size);
      }),
    );

    it(
      'does not find what was rewritten with the signing key, which a checkpoint that is kept elsewhere shows',
      onTampered(fresh, aStory, async ({ story, tampering }) => {
        const before = await tampering.snapshot();
        await story.write(CASE, { changes: [aChange('what was')] });
        const kept = await story.publish();
        await story.settled();
        await before.restore();
        await story.write(CASE, { changes: [aChange('what was not')] });
        await story.publish();
        await story.settled();
        expect(await story.problems()).to.deep.equal([]);
        const root = await rootAt(tilesOf(story.store.log, 'default'), kept.size);
        expect(Buffer.from(root).toString('base64')).to.not.equal(kept.root);
      }),
    );

    it(
      'finds an erasure of which the ledger does not tell, and none of which it does',
      onTampered(fresh, aStory, async ({ story }) => {
        const { store } = story;
        const head = await headOf(store, CASE);
        const [first] = await entriesOf(store, head, aWindow({ limit: 1 }));
        if (first?.seal === undefined) throw new Error('It is sealed.');
        await store.redact({
          ...{ head, state: head.state, attachments: [] },
          activities: [withoutActor({ ...first, seal: first.seal })],
        });
        expect(await story.problems()).to.deep.equal(['a 1 erasure-unaccounted']);
        await story.tell('person-erased', { erasure: 'e-1', pseudonym: 'erased-other' });
        expect(await story.problems()).to.deep.equal(['a 1 erasure-unaccounted']);
        await story.tell('person-erased', { erasure: 'e-2', pseudonym: 'erased-4f1c09' });
        expect(await story.problems()).to.deep.equal([]);
      }),
    );
  });
}

/** The entry as an erasure of its actor leaves it. */
function withoutActor(entry: SealedActivity): SealedActivity {
  const { salt = '', hash, signature } = entry.seal;
  const parts = partsOf(entry).map(([name, value]) => ({ name, value, salt: partSalt(salt, name) }));
  const gone = parts.filter(({ name }) => name === 'actor');
  const left = parts.filter(({ name }) => name !== 'actor');
  return {
    ...entry,
    actor: { kind: 'user', username: 'erased-4f1c09' },
    seal: {
      hash,
      salts: Object.fromEntries(left.map(({ name, salt: own }) => [name, own])),
      digests: Object.fromEntries(
        gone.map(({ name, value, salt: own }) => [name, partDigest(own, name, value)]),
      ),
      ...(signature !== undefined && { signature }),
    },
  };
}
