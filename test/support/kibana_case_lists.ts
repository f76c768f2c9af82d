import fc from 'fast-check';
import { CASE_STATUSES, SEVERITIES } from '../../common/constants.js';
import type { KibanaCase } from '../../common/kibana.js';
import type { KibanaCasePage } from '../../common/kibana_case_lists.js';
import type { KibanaClient } from './kibana.js';
import { accepted } from './kibana.js';

/** Keys of a query; a list is a key that is repeated. */
export type QueryKeys = Readonly<Record<string, string | number | readonly string[]>>;

/** The text of a query with a `?`, or nothing. */
export function queryText(keys: QueryKeys): string {
  const pairs = Object.entries(keys).flatMap(([key, values]) =>
    [values].flat().map((value): [string, string] => [key, String(value)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** A page of cases that must be answered. */
export async function foundCases(client: KibanaClient, keys: QueryKeys = {}): Promise<KibanaCasePage> {
  return accepted(await client.send('get', `/api/cases/_find${queryText(keys)}`)) as KibanaCasePage;
}

/** Their titles, by which tests tell them apart. */
export function titlesOf({ cases }: Pick<KibanaCasePage, 'cases'>): readonly string[] {
  return cases.map(({ title }) => title);
}

/** What the values of cases are taken from. */
const TAGS = ['mail', 'vpn', 'España/%2F', 'a,b'];
const CATEGORIES = ['Fraud', 'fraud', 'ß'];
const UIDS = ['u1', 'u2', 'none-such'];
const OWNERS = ['cases', 'observability', 'securitySolution'];
const TITLES = ['Alpha', 'alpha', 'Beta', 'Ωmega', 'Zulu'];

/** What a case of the property is made from. */
export const aCase = fc.record({
  title: fc.constantFrom(...TITLES),
  owner: fc.constantFrom(...OWNERS),
  tags: fc.subarray(TAGS),
  category: fc.option(fc.constantFrom(...CATEGORIES)),
  severity: fc.constantFrom(...SEVERITIES),
  assignees: fc.subarray(UIDS.slice(0, 2)).map((uids) => uids.map((uid) => ({ uid }))),
  reporter: fc.constantFrom('mira', 'noah'),
  status: fc.constantFrom(...CASE_STATUSES),
  /** Hours since the case before. */
  hours: fc.constantFrom(0, 0, 1, 5),
});

const some = (values: readonly string[]): fc.Arbitrary<string[] | undefined> =>
  fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined });

/** What is asked of them. */
export const aCaseQuery = fc.record({
  status: some(CASE_STATUSES),
  severity: some(SEVERITIES),
  tags: some([...TAGS, 'none-such']),
  category: some(CATEGORIES),
  owner: some([...OWNERS, 'unheard-of']),
  reporters: some(['mira', 'noah', 'nobody']),
  assignees: some([...UIDS, 'none']),
  from: fc.option(fc.nat({ max: 80 }), { nil: undefined }),
  to: fc.option(fc.nat({ max: 80 }), { nil: undefined }),
  sortField: fc.constantFrom(
    ...(['createdAt', 'updatedAt', 'closedAt', 'title', 'category', 'status', 'severity'] as const),
  ),
  sortOrder: fc.constantFrom('asc' as const, 'desc' as const),
});

/** One of the queries; `from` and `to` in hours from the first case. */
export type ModelQuery = typeof aCaseQuery extends fc.Arbitrary<infer T> ? T : never;

/** The query as it is sent. */
export function keysOf({ from, to, ...rest }: ModelQuery, start: Date): QueryKeys {
  const at = (hours: number | undefined): string | undefined =>
    hours === undefined ? undefined : hoursAfter(start, hours).toISOString();
  const all = Object.entries({ ...rest, from: at(from), to: at(to) });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as QueryKeys;
}

/** Whether a case is meant, found out the plain way. */
export function isMeant(
  found: KibanaCase,
  query: Omit<ModelQuery, 'sortField' | 'sortOrder'>,
  start: Date,
): boolean {
  const anyOf = (wanted: readonly string[] | undefined, values: readonly (string | null)[]): boolean =>
    wanted === undefined || values.some((value) => value !== null && wanted.includes(value));
  const uids = found.assignees.map(({ uid }) => uid);
  const created = Date.parse(found.created_at);
  return (
    anyOf(query.status, [found.status]) &&
    anyOf(query.severity, [found.severity]) &&
    anyOf(query.tags, found.tags) &&
    anyOf(query.category, [found.category]) &&
    anyOf(query.owner, [found.owner]) &&
    anyOf(query.reporters, [found.created_by.username]) &&
    anyOf(query.assignees, uids.length === 0 ? ['none'] : uids) &&
    (query.from === undefined || created >= hoursAfter(start, query.from).getTime()) &&
    (query.to === undefined || created <= hoursAfter(start, query.to).getTime())
  );
}

/** The cases, in the order of their creation, as the query orders them. */
export function ordered(
  cases: readonly KibanaCase[],
  { sortField, sortOrder }: Pick<ModelQuery, 'sortField' | 'sortOrder'>,
): readonly KibanaCase[] {
  const placed = cases.map((found, number) => ({ found, number, value: valueOf(found, sortField) }));
  const sign = sortOrder === 'asc' ? 1 : -1;
  placed.sort((a, b) => {
    if (a.value === null || b.value === null) {
      return Number(a.value === null) - Number(b.value === null) || sign * (a.number - b.number);
    }
    return sign * (compare(a.value, b.value) || a.number - b.number);
  });
  return placed.map(({ found }) => found);
}

function valueOf(found: KibanaCase, field: ModelQuery['sortField']): string | number | null {
  switch (field) {
    case 'createdAt':
      return found.created_at;
    case 'updatedAt':
      return found.updated_at;
    case 'closedAt':
      return found.closed_at;
    case 'title':
      return found.title;
    case 'category':
      return found.category;
    case 'status':
      return CASE_STATUSES.indexOf(found.status);
    case 'severity':
      return SEVERITIES.indexOf(found.severity);
  }
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

function hoursAfter(start: Date, hours: number): Date {
  return new Date(start.getTime() + hours * 3_600_000);
}
