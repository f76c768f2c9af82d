import { expect } from 'chai';
import type { Activity, Actor } from '../../server/domain/activity.js';
import { erasedPartsOf } from '../../server/domain/erased_parts.js';
import { actorKeyOf } from '../../server/domain/log/log_row.js';
import type { Redaction, SealedActivity } from '../../server/domain/store.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { erasedIn } from '../support/erasing.js';
import { appendSealed, aSealedWrite, erase, headOf, soundLog } from '../support/log.js';
import { aChange, anAttachment, aSubject, aWindow, entriesOf } from '../support/records.js';
import { withActor } from '../support/redacting.js';
import { sealedHead } from '../support/sealing.js';
import { codeOf, onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const NOBODY: Actor = { kind: 'anonymous' };
const ERASED: Actor = { kind: 'user', username: 'erased-1a2b3c' };
const many = (count: number) => Array.from({ length: count }, (_, i) => aChange(String(i)));

/** Values in the place of others. */
export function describeRedact(fresh: FreshFixture): void {
  describe('redact', () => {
    it(
      'changes what it names in entries, state, attachments and lists, and nothing else',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const attachments = [anAttachment({ createdSeq: 1 }), anAttachment({ createdSeq: 2 })];
        const [first, second] = attachments;
        if (first === undefined || second === undefined) return;
        const write = await aSealedWrite(store, subject, {
          changes: [aChange('a'), aChange('b', 'status'), aChange('c')],
          attachments: attachments.map((attachment) => ({ type: 'put', attachment })),
        });
        await store.commit([{ ...write, listing: aListing('open') }]);
        const head = await headOf(store, subject);
        const before = await entriesOf(store, head, aWindow());
        const changed = { ...second, revision: 2, state: { comment: '' } };
        const activities = [withActor(entryAt(before, 1), ERASED)];
        const state = { title: 'gone' };
        await store.redact({ head, state, attachments: [changed], activities, listing: aListing('closed') });
        const after = await sealedHead(store, subject);
        expect(after).to.deep.equal({ ...head, revision: head.revision + 1, state, erasedParts: 1 });
        expect(await entriesOf(store, after, aWindow())).to.deep.equal([before[0], ...activities, before[2]]);
        const facets = ['field:status'];
        expect(await entriesOf(store, after, aWindow({ facets }))).to.deep.equal(activities);
        expect((await store.record(subject))?.attachments).to.deep.equal([first, changed]);
        expect([await totalOf(store, 'open'), await totalOf(store, 'closed')]).to.deep.equal([0, 1]);
        await appendSealed(store, subject);
        await sealedHead(store, subject);
      }),
    );

    it(
      'counts in the head what is erased of the whole history, each value once, and keeps it from there on',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const head = await appendSealed(store, subject, { changes: many(1_203) });
        expect(head.erasedParts ?? 0).to.equal(0);
        const entries = await entriesOf(store, head, aWindow());
        const some = entries.filter(({ seq }) => seq % 3 !== 0).map((entry) => withActor(entry, ERASED));
        await store.redact({ ...unchanged(head), activities: some });
        expect((await headOf(store, subject)).erasedParts).to.equal(802);
        const later = await appendSealed(store, subject);
        expect(later.erasedParts).to.equal(802);
        const [again] = some;
        if (again === undefined) throw new Error('Some are redacted.');
        const activities = [again, erasedIn(entryAt(entries, 2), ['before', 'after'], aChange('-'))];
        await store.redact({ ...unchanged(later), activities });
        const last = await sealedHead(store, subject);
        expect(last.erasedParts).to.equal(804);
        const whole = await entriesOf(store, last, aWindow());
        expect(whole.reduce((sum, entry) => sum + erasedPartsOf(entry), 0)).to.equal(804);
        await erase(store, subject);
        await store.restore({ head: last, attachments: [], activities: each(whole) });
        expect(await store.heads([subject])).to.deep.equal([last]);
      }),
    );

    for (const log of [true, false]) {
      it(
        `names the new actor in the rows of the log, also ${log ? 'of entries that have no row yet' : 'when it is opened without one'}`,
        onFresh(fresh, async (bench) => {
          const store = await bench.open();
          const subject = aSubject();
          await appendSealed(store, subject, { changes: many(1_203) });
          await store.log.catchUp('default');
          await appendSealed(store, subject, { changes: many(5) });
          if (!log) await store.log.catchUp('default');
          const head = await headOf(store, subject);
          const entries = await entriesOf(store, head, aWindow());
          const activities = entries
            .filter(({ seq }) => seq % 3 !== 0)
            .map((entry) => withActor(entry, entry.seq % 2 === 0 ? NOBODY : ERASED));
          const redacting = log ? store : await bench.open({ log: false });
          await redacting.redact({ ...unchanged(head), activities });
          await store.log.catchUp('default');
          await sealedHead(store, subject);
          await soundLog(store, 'default', [subject]);
          for (const [name, rest] of [
            ['ana.garcia', [0]],
            [ERASED.username ?? '', [1, 5]],
          ] as const) {
            const of = { actorKey: actorKeyOf(name) };
            const rows = await store.log.byTime('default', { of, order: 'asc', limit: 10_000 });
            const seqs = entries
              .map(({ seq }) => seq)
              .filter((seq) => rest.some((r) => seq % (rest.length === 1 ? 3 : 6) === r));
            expect(rows.map(({ entry }) => entry?.seq)).to.deep.equal(seqs);
          }
          const of = { owner: 'cases' };
          expect(await store.log.byTime('default', { of, order: 'asc', limit: 10_000 })).to.have.length(
            1_208,
          );
        }),
      );
    }

    it(
      'leaves no former actor in the log that catches up at the same time',
      onFresh(fresh, async (bench) => {
        const [store, other] = [await bench.open(), await bench.open()];
        const subjects = Array.from({ length: 6 }, (_, i) => aSubject({ id: String(i) }));
        for (const subject of subjects) {
          await appendSealed(store, subject, { changes: many(120) });
          const head = await headOf(store, subject);
          const entries = await entriesOf(store, head, aWindow());
          const activities = entries.map((entry) => withActor(entry, ERASED));
          await Promise.all([
            other.log.catchUp('default'),
            store.redact({ ...unchanged(head), activities }),
            store.log.catchUp('default'),
          ]);
        }
        await store.log.catchUp('default');
        await soundLog(store, 'default', subjects);
        const of = { actorKey: actorKeyOf('ana.garcia') };
        expect(await store.log.byTime('default', { of, order: 'asc', limit: 9 })).to.deep.equal([]);
      }),
    );

    it(
      'is refused when the record was changed or erased meanwhile',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const head = await appendSealed(store, subject, { changes: many(3) });
        const entries = await entriesOf(store, head, aWindow());
        const activities = entries.map((entry) => withActor(entry, ERASED));
        await appendSealed(store, subject);
        const redaction = { ...unchanged(head), activities };
        expect(await codeOf(store.redact(redaction))).to.equal('VERSION_CONFLICT');
        expect(await entriesOf(store, head, aWindow())).to.deep.equal(entries);
        await erase(store, subject);
        expect(await codeOf(store.redact(redaction))).to.equal('VERSION_CONFLICT');
        await appendSealed(store, subject);
        expect(await codeOf(store.redact(redaction))).to.equal('VERSION_CONFLICT');
        await sealedHead(store, subject);
        const again = unchanged(await headOf(store, subject));
        const outcomes = await Promise.all([store, store].map((one) => codeOf(one.redact(again))));
        expect(outcomes.sort()).to.deep.equal(['VERSION_CONFLICT', 'no error']);
      }),
    );

    it(
      'is refused when an entry is not the one that is stored',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        const head = await appendSealed(store, subject, { changes: many(3) });
        const entries = await entriesOf(store, head, aWindow());
        const [good, other] = [withActor(entryAt(entries, 1), ERASED), entryAt(entries, 2)];
        const wrong: Readonly<Record<string, SealedActivity>> = {
          id: { ...good, id: other.id },
          seq: { ...good, seq: 3 },
          'a later seq': { ...good, seq: 4 },
          at: { ...good, at: new Date(0) },
          facet: { ...good, change: { ...aChange('x', 'status') } },
          hash: { ...good, seal: { ...good.seal, hash: other.seal?.hash ?? '' } },
          subject: { ...good, subject: aSubject() },
        };
        for (const [what, activity] of Object.entries(wrong)) {
          const call = store.redact({ ...unchanged(head), activities: [activity] });
          expect(await codeOf(call), what).to.equal('INTERNAL_ERROR');
        }
        expect(await store.head(subject)).to.deep.equal(head);
        expect(await entriesOf(store, head, aWindow())).to.deep.equal(entries);
      }),
    );
  });
}

function unchanged(head: Redaction['head']): Redaction {
  return { head, state: head.state, attachments: [], activities: [] };
}

function entryAt<T>(entries: readonly T[], index: number): T {
  const entry = entries[index];
  if (entry === undefined) throw new Error('There are not that many entries.');
  return entry;
}

function aListing(status: string) {
  return { audience: 'cases', terms: [`status:${status}`], ranks: { createdAt: 1 } };
}

async function totalOf(store: ActivityStore, status: string): Promise<number> {
  const query = { space: 'default', kind: 'case', audiences: ['cases'], terms: [[`status:${status}`]] };
  const { total } = await store.records({ ...query, rank: 'createdAt', order: 'asc', skip: 0, limit: 9 });
  return total;
}

async function* each(activities: readonly Activity[]): AsyncGenerator<Activity> {
  await Promise.resolve();
  yield* activities;
}
