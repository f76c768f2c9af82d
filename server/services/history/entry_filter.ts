import type { Activity, Actor, Change } from '../../domain/activity.js';
import { hasTerms, searchTerms, termsFound } from './entry_search.js';
import { facetVerdict } from './facet_verdict.js';

/** What entries are asked for (N5): all given parts must match, one value of each suffices. */
export interface EntryFilter {
  readonly types?: readonly Change['type'][] | undefined;
  /** `field` of `field` and `items` changes. */
  readonly fields?: readonly string[] | undefined;
  /** User names, exactly. */
  readonly actors?: readonly string[] | undefined;
  readonly actorKinds?: readonly Actor['kind'][] | undefined;
  /** Included. */
  readonly from?: Date | undefined;
  /** Not included. */
  readonly to?: Date | undefined;
  /** Terms that the entry's texts must have, 1 to 200 characters (N5.2). */
  readonly q?: string | undefined;
}

/** Whether an entry of this facet may match; never says no to one that does (N4.3). */
export function facetMatcher(filter: EntryFilter): (facet: string) => boolean {
  const { types, fields } = filter;
  if (types === undefined && fields === undefined) return () => true;
  const verdict = facetVerdict(filter);
  return (facet) => verdict(facet) !== 'none';
}

/** Whether an entry matches. With `q` that takes as long as the entry is large: see `patientMatcher`. */
export function entryMatcher(filter: EntryFilter): (entry: Activity) => boolean {
  const [matches, terms] = [memberMatcher(filter), searchTerms(filter.q ?? '')];
  return (entry) => matches(entry) && hasTerms(entry, terms);
}

/** The same, with a pause before each further 8,192 characters of a large entry: one of a megabyte takes 2 s at worst. */
export function patientMatcher(
  filter: EntryFilter,
  pause: () => Promise<void>,
): (entry: Activity) => Promise<boolean> {
  const [matches, terms] = [memberMatcher(filter), searchTerms(filter.q ?? '')];
  return async (entry) => matches(entry) && termsFound(entry, terms, pause);
}

/** Whether an entry matches in everything but `q`. */
function memberMatcher(filter: EntryFilter): (entry: Activity) => boolean {
  const { from, to } = filter;
  const [types, fields] = [setOf(filter.types), setOf(filter.fields)];
  const [actors, actorKinds] = [setOf(filter.actors), setOf(filter.actorKinds)];
  return ({ at, actor, change }) =>
    (types?.has(change.type) ?? true) &&
    (fields === undefined || ('field' in change && fields.has(change.field))) &&
    (actorKinds?.has(actor.kind) ?? true) &&
    (actors === undefined || (actor.username !== undefined && actors.has(actor.username))) &&
    (from === undefined || at >= from) &&
    (to === undefined || at < to);
}

function setOf<T>(values: readonly T[] | undefined): ReadonlySet<T> | undefined {
  return values === undefined ? undefined : new Set(values);
}
