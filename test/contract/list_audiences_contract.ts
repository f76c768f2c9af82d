import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Listing } from '../../server/domain/listing.js';
import { audiencesOf } from '../../server/services/lists/audience.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { headOf } from '../support/log.js';
import { aContinuation, aCreation, aSubject, aWindow, entriesOf } from '../support/records.js';
import { onFresh } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

/** Those of somebody with every clearance. */
const ALL = audiencesOf(['cases', 'observability', 'securitySolution'], { tlp: 4, pap: 4 });
const PER_CHILD = 30;

/** Records of audiences that nobody in a space has had before. */
export function describeListAudiences(fresh: FreshFixture): void {
  describe('lists of many audiences', () => {
    it(
      'have each record at once in another store, whichever audience is the first of its sort',
      onFresh(fresh, async (bench) => {
        const [writer, reader] = [await bench.open(), await bench.open()];
        const written: string[] = [];
        for (let from = 0; from < ALL.length; from += 3) {
          const listings = ALL.slice(from, from + 3).map((audience) => aListing(audience));
          written.push(...(await Promise.all(listings.map((listing) => record(writer, listing)))));
          expect(await idsOn(reader)).to.deep.equal([...written].sort());
        }
        expect(written).to.have.length(75);
        expect(await idsOn(reader, 'other')).to.deep.equal([]);
      }),
    );

    for (const terms of [[], [['status:open']], [['status:open', 'tag:a'], ['tag:b']]] as const) {
      it(
        `have it by whatever way it came there${terms.length === 0 ? '' : `, with ${terms.join(' and ')}`}`,
        onFresh(fresh, async (bench) => {
          const [writer, reader] = [await bench.open(), await bench.open()];
          const unused = ALL.map((audience) => aListing(audience));
          const next = (): Listing => unused.shift() ?? aListing('none');
          const id = await record(writer, next());
          const subject = aSubject({ id });
          const expectIds = async (...ids: string[]): Promise<void> => {
            expect(await idsOn(reader, 'default', terms)).to.deep.equal(ids.sort());
          };
          await expectIds(id);
          await writer.commit([{ ...aContinuation(await headOf(writer, subject)), listing: next() }]);
          await expectIds(id);
          const [a, b] = [aSubject(), aSubject()];
          const number = await writer.reserveNumbers(2);
          await writer.commit([
            { ...aCreation(a, { number }), listing: next() },
            { ...aCreation(b, { number: number + 1 }), listing: next() },
          ]);
          await expectIds(id, a.id, b.id);
          const head = await headOf(writer, a);
          const activities = await entriesOf(writer, head, aWindow());
          await writer.commit([{ type: 'erase', expected: 1, subject: a }]);
          await expectIds(id, b.id);
          await writer.restore({ head, attachments: [], activities: each(activities), listing: next() });
          await expectIds(id, a.id, b.id);
          const former = aSubject({ id: await record(writer, undefined) });
          await writer.list(await headOf(writer, former), next());
          await expectIds(id, a.id, b.id, former.id);
          const redacted = await headOf(writer, b);
          const nothing = { state: {}, attachments: [], activities: [] };
          await writer.redact({ head: redacted, ...nothing, listing: next() });
          await expectIds(id, a.id, b.id, former.id);
        }),
      );
    }

    it(
      'miss nothing of what two other processes have committed meanwhile, each record of an audience of its own',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const children = [bench.child(), bench.child()];
        await Promise.all(children.map((child) => child.ready()));
        const acked = (): string[] =>
          children.flatMap(({ messages }) => messages.flatMap((one) => (one.type === 'ack' ? [one.id] : [])));
        const ended = new AbortController();
        const done = Promise.all(
          children.map((child, i) => {
            const audiences = ALL.filter((_, n) => n % 2 === i).slice(0, PER_CHILD);
            return child.run({ type: 'list', audiences });
          }),
        ).finally(() => {
          ended.abort();
        });
        let growing = 0;
        for (let last = 0; !ended.signal.aborted;) {
          const before = acked();
          expect(await idsOn(store)).to.include.members(before);
          if (before.length > last && before.length < 2 * PER_CHILD) growing += 1;
          last = before.length;
          await sleep(1);
        }
        await done;
        expect(growing).to.be.greaterThan(1);
        expect(await idsOn(store)).to.deep.equal(acked().sort());
        expect(acked()).to.have.length(2 * PER_CHILD);
      }),
    );
  });
}

function aListing(audience: string): Listing {
  return { audience, terms: ['status:open', 'tag:b'], ranks: { createdAt: 1 } };
}

async function record(store: ActivityStore, listing: Listing | undefined): Promise<string> {
  const number = await store.reserveNumbers(1);
  const subject = aSubject();
  await store.commit([{ ...aCreation(subject, { number }), listing }]);
  return subject.id;
}

/** The ids on a list of somebody with every clearance, sorted. */
async function idsOn(
  store: ActivityStore,
  space = 'default',
  terms: readonly (readonly string[])[] = [],
): Promise<readonly string[]> {
  const list = { space, kind: 'case', audiences: ALL, terms } as const;
  const order = { rank: 'createdAt', order: 'desc', skip: 0, limit: 100 } as const;
  const { heads } = await store.records({ ...list, ...order });
  return heads.map(({ subject }) => subject.id).sort();
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}
