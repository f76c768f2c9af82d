import { expect } from 'chai';
import { RecordVerification } from '../../server/services/integrity/verification/record_verification.js';
import { SpaceVerification } from '../../server/services/integrity/verification/space_verification.js';
import { rootAt, tilesOf } from '../../server/domain/log/proofs.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { erasedIn } from '../support/erasing.js';
import { aSealer } from '../support/sealing.js';
import { aChange, aWindow, entriesOf } from '../support/records.js';
import { headOf } from '../support/log.js';
import { withActor } from '../support/redacting.js';
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
      'finds a whole record that was recorded by hand',
      onTampered(fresh, aStory, async ({ story }) => {
        await story.write({ ...CASE, id: 'forged' }, {}, aSealer(story.store));
        expect(await story.problems()).to.deep.equal(['forged 1 unsigned']);
      }),
    );

    it(
      'does not find one that was recorded as a release before seals would have, once it is adopted, but counts it',
      onTampered(fresh, aStory, async ({ story }) => {
        await story.writeUnsealed({ ...CASE, id: 'old' });
        await story.write({ ...CASE, id: 'old' });
        await story.settled();
        expect(await story.problems()).to.deep.equal([]);
        const report = await new RecordVerification(story).of({ ...CASE, id: 'old' });
        expect(report).to.include({ entries: 2, adopted: 1, signed: 1, unsigned: 1 });
        expect(await new SpaceVerification(story).check('default')).to.include({ adopted: 1 });
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
      'finds that values which were erased have been put back',
      onTampered(fresh, aStory, async ({ story, tampering }) => {
        const { store } = story;
        const head = await headOf(store, CASE);
        const entries = await tampering.all('entry');
        const [first] = await entriesOf(store, head, aWindow({ limit: 1 }));
        if (first === undefined) throw new Error('It has an entry.');
        const activities = [erasedIn(first, ['before', 'after'], aChange('-'))];
        await store.redact({ head, state: head.state, attachments: [], activities });
        expect((await headOf(store, CASE)).erasedParts).to.equal(2);
        for (const entry of entries) await tampering.put(entry);
        expect(await story.problems()).to.deep.equal(['a 5 head-differs']);
      }),
    );

    it(
      'finds an erasure of which the ledger does not tell, and none of which it does',
      onTampered(fresh, aStory, async ({ story }) => {
        const { store } = story;
        const head = await headOf(store, CASE);
        const [first] = await entriesOf(store, head, aWindow({ limit: 1 }));
        if (first === undefined) throw new Error('It has an entry.');
        await store.redact({
          ...{ head, state: head.state, attachments: [] },
          activities: [withActor(first, { kind: 'user', username: 'erased-4f1c09' })],
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
