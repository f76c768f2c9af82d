import type { CASE_STATUSES } from '../../../common/constants.js';
import { CASE_KIND } from '../../../common/constants.js';
import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import { ActivityError } from '../../domain/errors.js';
import type { Rank } from '../../domain/listing.js';
import type { RecordQuery } from '../../domain/record_list.js';
import type { ActivityStore } from '../../domain/store.js';
import { audiencesOf } from '../lists/audience.js';
import { termsFor } from '../lists/list_values.js';
import type { RecordGuard, VisibleHead } from '../record_guard.js';
import type { CaseSearch } from './case_search.js';
import { searchCases, wordsOf } from './case_search.js';
import { createdRange } from './created_range.js';

/** Which cases are meant: any of the values of a name, all of the names; a name without values means any case. */
export type CaseFilters = Readonly<
  Record<'owner' | 'tags' | 'assignees' | 'reporters' | 'category' | 'severity' | 'status', readonly string[]>
>;

/** A page of cases that is asked for (K15.5). */
export interface CaseQuery {
  readonly filters: CaseFilters;
  /** When they were created, as `timesOf` reads it, both included. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly search: CaseSearch | undefined;
  readonly rank: Rank;
  readonly order: 'asc' | 'desc';
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

/** How many cases there are of each status. */
export type StatusCounts = Readonly<Record<(typeof CASE_STATUSES)[number], number>>;

/** A page of cases, how many are meant, and how many by status would be with neither a status nor a search. */
export interface CasePage {
  readonly heads: readonly VisibleHead[];
  readonly total: number;
  readonly counts: StatusCounts;
}

/** What `findCases` works with. */
export interface CaseFindDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: RecordGuard;
  readonly clock: () => Date;
  /** Whether the licence allows to filter by assignees. */
  readonly mayAssign: boolean;
}

/** How unassigned cases are asked for. */
const UNASSIGNED = 'none';

/**
 * A page of the cases that the caller may see. What they may not see is neither listed nor counted; a case that has
 * become such a one while the list was read is left out.
 * @throws FORBIDDEN when the caller may read the cases of no owner, or the licence does not allow the filter
 * @throws INVALID_REQUEST when a search would have to go through too many
 */
export async function findCases(
  deps: CaseFindDependencies,
  access: Access,
  wanted: CaseQuery,
): Promise<CasePage> {
  const { store, gate, guard, clock, mayAssign } = deps;
  const owners = gate.readableOwners(access, 'findCases');
  if (wanted.filters.assignees.length > 0 && !mayAssign) throw unlicensed();
  const { page, perPage, rank, order, search } = wanted;
  const query = {
    ...{ space: access.space.id, kind: CASE_KIND },
    audiences: audiencesAmong(access, owners, wanted.filters.owner),
    terms: termsOf(wanted.filters),
    created: createdRange(wanted, clock()),
    ...{ rank, order, skip: (page - 1) * perPage, limit: perPage },
  };
  const seen = guard.visible.bind(guard, access, 'findCases');
  const searches = search !== undefined && wordsOf(search.text).length > 0;
  const [found, counts] = await Promise.all([
    searches ? searchCases(store, query, search, seen) : store.records(query),
    countByStatus(store, { ...query, terms: termsOf({ ...wanted.filters, status: [] }) }),
  ]);
  return { heads: guard.admitSome(access, 'findCases', found.heads), total: found.total, counts };
}

/** Whose lists the caller may see of these owners, or of those that are asked for among them. */
export function audiencesAmong(
  { tlpClearance: tlp, papClearance: pap }: Access,
  owners: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const meant = wanted.length === 0 ? owners : owners.filter((owner) => wanted.includes(owner));
  return audiencesOf(meant, { tlp, pap });
}

/** How many cases of a list have each status: three counts at once, of no record anything is read but its place. */
export async function countByStatus(store: ActivityStore, query: RecordQuery): Promise<StatusCounts> {
  const count = async (status: keyof StatusCounts): Promise<number> => {
    const terms = [...query.terms, termsFor('status', status)];
    return (await store.records({ ...query, terms, rank: 'createdAt', skip: 0, limit: 0 })).total;
  };
  const [open, inProgress, closed] = await Promise.all([
    count('open'),
    count('in-progress'),
    count('closed'),
  ]);
  return { open, 'in-progress': inProgress, closed };
}

/** One group for each name that has values, those first of which a store mostly has the fewest cases. */
function termsOf(filters: CaseFilters): readonly (readonly string[])[] {
  const assigned = filters.assignees.filter((uid) => uid !== UNASSIGNED);
  const groups = [
    termsFor('tag', filters.tags),
    [...termsFor('assignee', assigned), ...(filters.assignees.includes(UNASSIGNED) ? ['unassigned'] : [])],
    termsFor('reporter', filters.reporters),
    termsFor('category', filters.category),
    termsFor('severity', filters.severity),
    termsFor('status', filters.status),
  ];
  return groups.filter((group) => group.length > 0);
}

function unlicensed(): ActivityError {
  return new ActivityError(
    'FORBIDDEN',
    'In order to filter cases by assignees, you must be subscribed to an Elastic Platinum license',
  );
}
