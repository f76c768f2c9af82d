import type { EntryFilter } from '../../../services/history/entry_filter.js';
import type { FilterQuery } from './entry_query.js';

/** The filter that a query means. Statements are no entries of a record that a host writes, so none is of that type. */
export function filterOf(query: FilterQuery): EntryFilter {
  const { types, fields, actors, actorKinds, from, to, q } = query;
  const known = types?.filter((type): type is Exclude<typeof type, 'statement'> => type !== 'statement');
  return { types: known, fields, actors, actorKinds, from, to, q };
}
