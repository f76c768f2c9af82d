import type { Filter } from 'mongodb';
import type { RecordQuery } from '../../../domain/record_list.js';
import type { RecordDocument } from '../documents.js';
import { termKey } from './list_fields.js';

/** The rank that the index of terms is ordered by. */
const TERM_RANK = 'createdAt';

/** Terms as they stand in the index: at least one of each group. */
type Groups = readonly (readonly string[])[];

/** All that a query means of a partition. */
export function filterOf(p: string, query: RecordQuery): Filter<RecordDocument> {
  return withTerms(p, groupsOf(query), query);
}

/**
 * Ranges of a partition that are in order by themselves. Where the index of terms gives the order: one for each term
 * of a group. In another order: one of the records that have a place in it, one of those without.
 */
export function rangesOf(p: string, query: RecordQuery): readonly Filter<RecordDocument>[] {
  const { rank } = query;
  if (rank === TERM_RANK) {
    const [first, ...others] = groupsOf(query);
    if (first === undefined) return [filterOf(p, query)];
    return first.map((term) => withTerms(p, [[term], ...others], query));
  }
  const filter = filterOf(p, query);
  return [1, 0].map((placed) => ({ ...filter, [`list.q.${rank}`]: placed }));
}

/** The index that has the ranges of a query in its order. */
export function indexOf({ terms, rank }: RecordQuery): string {
  return terms.length > 0 && rank === TERM_RANK ? 'list_terms' : `list_${rank}`;
}

/**
 * What a query means of several partitions, or more: of its groups only the first counts, so that it is a range of an
 * index. With `$and` one of the engines that are tried reads on where a partition is empty.
 */
export function roughFilterOf(partitions: readonly string[], query: RecordQuery): Filter<RecordDocument> {
  return { 'list.p': { $in: [...partitions] }, ...firstOf(groupsOf(query), query) };
}

function groupsOf({ terms }: RecordQuery): Groups {
  return terms.map((group) => [...new Set(group.map(termKey))]);
}

function withTerms(p: string, groups: Groups, query: RecordQuery): Filter<RecordDocument> {
  const others = groups.slice(1).map((group) => ({ 'list.t': anyOf(group) }));
  return { 'list.p': p, ...firstOf(groups, query), ...(others.length > 0 && { $and: others }) };
}

function firstOf([first]: Groups, { created }: RecordQuery): Filter<RecordDocument> {
  const { from = -Infinity, to = Infinity } = created ?? {};
  return {
    ...(first !== undefined && { 'list.t': anyOf(first) }),
    ...(created !== undefined && { 'list.r.createdAt': { $gte: from, $lt: to } }),
  };
}

function anyOf(group: readonly string[]): string | { readonly $in: string[] } | undefined {
  return group.length === 1 ? group[0] : { $in: [...group] };
}
