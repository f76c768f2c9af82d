import type { EntryFilter } from '../../../services/history/entry_filter.js';
import type { FilterQuery, ShownQuery } from './entry_query.js';

/** The filter that a query means. */
export function filterOf(query: Omit<FilterQuery, keyof ShownQuery>): EntryFilter {
  const { types, fields, actors, actorKinds, from, to, q } = query;
  return { types, fields, actors, actorKinds, from, to, q };
}
