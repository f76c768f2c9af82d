import fc from 'fast-check';
import { RANKS } from '../../server/domain/listing.js';
import type { Listing } from '../../server/domain/listing.js';
import { compareRanked, matches } from '../../server/domain/record_list.js';
import type { RecordPage, RecordQuery } from '../../server/domain/record_list.js';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { aContinuation, aCreation, aSubject } from '../support/records.js';

/** The kind of every record of these suites. */
export const KIND = 'case';

/** Whose lists records are on. */
export const AUDIENCES = ['cases', 'observability/2', 'securitySolution'];
const TERMS = [
  'status:open',
  'status:closed',
  'tag:a',
  'tag:España/%2F',
  `tag:${'x'.repeat(300)}`,
  'owner:cases',
];
const NUMBERS = [-1.5, -0.5, 0, 7, 1_772_619_300_000];
const TEXTS = ['', 'a', 'B', 'ß', '😀', 'a b'];

/** A record as it was written last. */
export interface Known {
  readonly head: RecordHead;
  readonly listing: Listing | undefined;
}

type Step = ReturnType<typeof aStep> extends fc.Arbitrary<infer T> ? T : never;

/** A write to one of a few records. */
export function aStep() {
  const number = fc.option(fc.constantFrom(...NUMBERS), { nil: undefined });
  const text = fc.option(fc.constantFrom(...TEXTS), { nil: undefined });
  return fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    do: fc.constantFrom('save', 'save', 'save', 'unlist', 'erase'),
    listing: fc.record({
      audience: fc.constantFrom(...AUDIENCES),
      // A record has one status.
      terms: fc
        .subarray(TERMS)
        .map((terms) => terms.filter((term) => term !== 'status:closed' || !terms.includes('status:open'))),
      ranks: fc.record({
        createdAt: fc.constantFrom(...NUMBERS),
        updatedAt: number,
        closedAt: number,
        severity: number,
        status: number,
        title: text,
        category: text,
      }),
    }),
  });
}

/** A question about them. */
export function aQuery() {
  return fc.record({
    audiences: fc.subarray([...AUDIENCES, 'nobody'], { minLength: 2 }),
    terms: fc.oneof(
      fc.constant([]),
      fc.array(fc.subarray([...TERMS, 'status:none'], { minLength: 1 }), { maxLength: 3 }),
    ),
    rank: fc.constantFrom(...RANKS),
    order: fc.constantFrom('asc' as const, 'desc' as const),
    skip: fc.nat({ max: 2 }),
    limit: fc.integer({ min: 0, max: 10 }),
    created: fc.option(
      fc.record({ from: fc.constantFrom(undefined, -1, 7), to: fc.constantFrom(undefined, 0, 8) }),
      { nil: undefined },
    ),
  });
}

let number = 1_000_000;

/** Does the step and keeps in mind what is there now. */
export async function perform(
  store: ActivityStore,
  space: string,
  known: Map<string, Known>,
  step: Step,
): Promise<void> {
  const subject = aSubject({ space, kind: KIND, id: step.id });
  const before = known.get(step.id);
  if (step.do === 'erase') {
    if (before === undefined) return;
    await store.commit([{ type: 'erase', expected: before.head.revision, subject }]);
    known.delete(step.id);
    return;
  }
  const listing = step.do === 'unlist' ? undefined : step.listing;
  number += 1;
  const write = before === undefined ? aCreation(subject, { number }) : aContinuation(before.head);
  await store.commit([{ ...write, listing }]);
  known.set(step.id, { head: write.head, listing });
}

/** What a query has to answer, found out the long way. */
export function expected(known: ReadonlyMap<string, Known>, query: RecordQuery): RecordPage {
  const found = [...known.values()].flatMap(({ head, listing }) =>
    listing !== undefined && matches(listing, query)
      ? [{ head, value: listing.ranks[query.rank], number: head.number }]
      : [],
  );
  found.sort((a, b) => compareRanked(a, b, query.order));
  const heads = found.slice(query.skip, query.skip + query.limit).map(({ head }) => head);
  return { heads, total: found.length };
}

/** What of a page is compared. */
export function plain({ heads, total }: RecordPage): unknown {
  return { ids: heads.map(({ subject, revision }) => [subject.id, revision]), total };
}
