import { expect } from 'chai';
import fc from 'fast-check';
import type { Listing } from '../../server/domain/listing.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { aContinuation, aCreation, aSubject, aWindow, entriesOf } from '../support/records.js';
import { codeOf, onFresh } from './store_fixture.js';
import { aQuery, aStep, AUDIENCES, expected, KIND, perform, plain } from './lists_model.js';
import type { Known } from './lists_model.js';
import type { FreshFixture } from './store_fixture.js';

export function describeLists(fresh: FreshFixture): void {
  describe('lists', () => {
    it(
      'answer what is recorded, in order and counted, after any sequence of writes',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        await fc.assert(
          fc.asyncProperty(
            fc.array(aStep(), { minLength: 8, maxLength: 25 }),
            fc.array(aQuery(), { minLength: 10, maxLength: 10 }),
            async (steps, queries) => {
              const space = aSubject().id;
              const known = new Map<string, Known>();
              for (const step of steps) await perform(store, space, known, step);
              for (const query of queries) {
                const full = { ...query, space, kind: KIND };
                expect(plain(await store.records(full))).to.deep.equal(plain(expected(known, full)));
              }
            },
          ),
          { numRuns: 12 },
        );
      }),
    );

    it(
      'put records of before on, once, and not over what was written meanwhile',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subject = aSubject();
        await store.commit([aCreation(subject)]);
        const head = await headOf(store, subject.id);
        const listing = aListing('cases', ['status:open'], 1);
        expect(await totalOf(store, 'status:open')).to.equal(0);
        await store.list(head, listing);
        await store.list(head, listing);
        expect(await totalOf(store, 'status:open')).to.equal(1);
        await store.list(head, aListing('cases', ['status:closed'], 1));
        expect(await totalOf(store, 'status:closed')).to.equal(0);

        const other = aSubject();
        await store.commit([aCreation(other, { number: 2 })]);
        const before = await headOf(store, other.id);
        await store.commit([aContinuation(before)]);
        expect(await codeOf(store.list(before, listing))).to.equal('VERSION_CONFLICT');
        await store.commit([{ type: 'erase', expected: 2, subject: other }]);
        expect(await codeOf(store.list(before, listing))).to.equal('VERSION_CONFLICT');
        expect(await totalOf(store, 'status:open')).to.equal(1);
      }),
    );

    it(
      'come with a record that is restored, and go with one that is erased in a commit of several',
      onFresh(fresh, async (bench) => {
        const [source, target] = [await bench.open(), await bench.open()];
        const [a, b] = [aSubject(), aSubject()];
        const listing = aListing('cases', ['status:open'], 1);
        await source.commit([
          { ...aCreation(a), listing },
          { ...aCreation(b, { number: 2 }), listing },
        ]);
        expect(await totalOf(target, 'status:open')).to.equal(2);
        const head = await headOf(source, a.id);
        const activities = await entriesOf(source, head, aWindow());
        await source.commit([
          { type: 'erase', expected: 1, subject: a },
          { ...aContinuation(await headOf(source, b.id)), listing: aListing('cases', ['status:closed'], 1) },
        ]);
        expect(await totalOf(target, 'status:open')).to.equal(0);
        expect(await totalOf(target, 'status:closed')).to.equal(1);
        await target.restore({ head, attachments: [], activities: each(activities), listing });
        expect(await totalOf(source, 'status:open')).to.equal(1);
      }),
    );

    it(
      'are paged exactly where they are long, whatever the order and the filter',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const known = new Map<string, Known>();
        const count = 2_600;
        for (let from = 0; from < count; from += 100) {
          const writes = Array.from({ length: 100 }, (_, i) => {
            const n = from + i;
            const terms = [n % 2 === 0 ? 'status:open' : 'status:closed', ...(n % 3 === 0 ? ['tag:a'] : [])];
            const listing = aListing(n % 5 === 0 ? 'observability/2' : 'cases', terms, n % 7);
            const ranks = { ...listing.ranks, createdAt: 1_000_000 - (n % 11), title: `t${String(n % 100)}` };
            return { ...aCreation(aSubject(), { number: n + 1 }), listing: { ...listing, ranks } };
          });
          // One at a time each: commits of several records take long on some engines.
          await Promise.all(writes.map((write) => store.commit([write])));
          for (const { head, listing } of writes) known.set(head.subject.id, { head, listing });
        }
        // Most of them, so that they are not ordered in memory.
        const created = { from: 999_991, to: 1_000_000 };
        for (const [terms, rank, when] of [
          [[], 'createdAt', created],
          [[], 'title', created],
          [[['status:open', 'status:closed']], 'title', created],
          [[['status:open', 'status:closed'], ['tag:a']], 'createdAt', created],
          [[], 'createdAt', { from: 5, to: 4 }],
          [[], 'createdAt'],
          [[['status:open']], 'createdAt'],
          [[['status:open', 'status:closed']], 'createdAt'],
          [[['status:open'], ['tag:a']], 'createdAt'],
          [[['status:open', 'tag:a']], 'title'],
          [[['status:open']], 'title'],
          [[['status:open', 'status:closed'], ['tag:a']], 'updatedAt'],
        ] as const) {
          for (const order of ['asc', 'desc'] as const) {
            for (const skip of [0, 640, 2_595]) {
              const query = {
                space: 'default',
                kind: KIND,
                audiences: AUDIENCES,
                terms,
                rank,
                created: when,
                order,
                skip,
                limit: 20,
              };
              expect(plain(await store.records(query))).to.deep.equal(plain(expected(known, query)));
            }
          }
        }
      }),
    ).timeout(120_000);
  });
}

function aListing(audience: string, terms: readonly string[], value: number): Listing {
  return { audience, terms, ranks: { createdAt: value, updatedAt: value } };
}

async function headOf(store: ActivityStore, id: string): Promise<RecordHead> {
  const head = await store.head(aSubject({ id }));
  if (head === undefined) throw new Error('It was recorded.');
  return head;
}

async function totalOf(store: ActivityStore, term: string): Promise<number> {
  const query = {
    space: 'default',
    kind: KIND,
    audiences: AUDIENCES,
    terms: [[term]],
    rank: 'createdAt',
    order: 'asc',
    skip: 0,
    limit: 9,
  } as const;
  const { heads, total } = await store.records(query);
  expect(heads).to.have.length(total);
  return total;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}
