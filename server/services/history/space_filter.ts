import { actorKeyOf } from '../../domain/log/log_row.js';
import type { LoggedEntry, TimeWindow } from '../../domain/log/space_log.js';
import type { EntryFilter } from './entry_filter.js';
import { facetMatcher } from './entry_filter.js';

/** What entries of a space are asked for (N4.1): all given parts must match, one value of each suffices. */
export interface SpaceFilter extends EntryFilter {
  readonly kinds?: readonly string[] | undefined;
  readonly owners?: readonly string[] | undefined;
}

/** Of the owners that may be read those that are asked for. */
export function ownersAmong(readable: readonly string[], { owners }: SpaceFilter): ReadonlySet<string> {
  return new Set(owners === undefined ? readable : readable.filter((owner) => owners.includes(owner)));
}

/** By whose lists all rows of these owners that may match are found. */
export function listsOf(owners: ReadonlySet<string>, { actors }: SpaceFilter): readonly TimeWindow['of'][] {
  if (actors === undefined) return [...owners].map((owner) => ({ owner }));
  return [...new Set(actors.map(actorKeyOf))].map((actorKey) => ({ actorKey }));
}

/** Whether the entry of a row of these owners, without them of any, may match; never says no to one that does. */
export function rowMatcher(
  filter: SpaceFilter,
  owners: ReadonlySet<string> | undefined,
): (entry: LoggedEntry) => boolean {
  const [kinds, actorKinds] = [setOf(filter.kinds), setOf<string>(filter.actorKinds)];
  const actorKeys = setOf(filter.actors?.map(actorKeyOf));
  const { from, to } = filter;
  const ofFacet = facetMatcher(filter);
  return ({ owner, subject, actorKind, actorKey, at, facet }) =>
    (owners?.has(owner) ?? true) &&
    (kinds?.has(subject.kind) ?? true) &&
    (actorKinds?.has(actorKind) ?? true) &&
    (actorKeys === undefined || (actorKey !== undefined && actorKeys.has(actorKey))) &&
    (from === undefined || at >= from) &&
    (to === undefined || at < to) &&
    ofFacet(facet);
}

function setOf<T>(values: readonly T[] | undefined): ReadonlySet<T> | undefined {
  return values === undefined ? undefined : new Set(values);
}
