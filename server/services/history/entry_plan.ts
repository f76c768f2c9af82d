import type { RecordHead } from '../../domain/record.js';
import { matching } from '../../domain/window.js';
import type { EntryFilter } from './entry_filter.js';
import { facetVerdict } from './facet_verdict.js';

/** Each facet costs something to look among: of more of them a history is read as it is. */
export const MAX_FACETS = 100;

/** Facets of a history by whether their entries have the types and fields that are asked for. */
export interface AskedFacets {
  /** All of their entries have. */
  readonly whole: readonly string[];
  /** Some may not: what earlier versions counted can be of several sorts. */
  readonly mixed: readonly string[];
}

/** How the matching entries of a history are found, and counted. */
export interface EntryPlan {
  /** Only entries of these facets are read; absent: all. */
  readonly facets?: readonly string[] | undefined;
  /** Whether everything that is read matches. */
  readonly isExact: boolean;
  /** Whether entries match for reasons that no facet tells, so that they cannot be counted. */
  readonly isScan: boolean;
  /** Absent where all types and fields are asked for. */
  readonly asked?: AskedFacets | undefined;
}

/** What the facets that the head counts are worth for a filter. */
export function entryPlan(head: RecordHead, filter: EntryFilter): EntryPlan {
  const { types, fields, actors, actorKinds, q } = filter;
  const isScan = actors !== undefined || actorKinds !== undefined || q !== undefined;
  if (types === undefined && fields === undefined) return { isExact: !isScan, isScan };
  const verdict = facetVerdict(filter);
  const judged = Object.keys(head.counts).map((facet) => ({ facet, meant: verdict(facet) }));
  const whole = judged.filter(({ meant }) => meant === 'all').map(({ facet }) => facet);
  const mixed = judged.filter(({ meant }) => meant === 'some').map(({ facet }) => facet);
  const facets = [...whole, ...mixed];
  const isAll = matching(head, facets) === head.seq;
  const isMany = !isAll && facets.length > MAX_FACETS;
  const isExact = !isScan && !isMany && mixed.length === 0;
  return { ...(!isAll && !isMany && { facets }), isExact, isScan, asked: { whole, mixed } };
}
