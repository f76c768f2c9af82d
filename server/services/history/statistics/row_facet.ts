import type { EntryFilter } from '../entry_filter.js';
import { typeOfFacet } from './type_counts.js';

/**
 * Whether entries have the types and fields that are asked for, by the facets of their rows: exactly, since names in
 * those are always escaped, other than in what heads may count.
 */
export function rowFacetMatcher({ types, fields }: EntryFilter): (facet: string) => boolean {
  const [ofTypes, ofFields] = [types && new Set<string>(types), fields && new Set(fields)];
  return (facet) => {
    if (ofTypes?.has(typeOfFacet(facet)) === false) return false;
    if (ofFields === undefined) return true;
    const [type, name = ''] = facet.split(':', 2);
    const field = name.replaceAll('%3A', ':').replaceAll('%25', '%');
    return (type === 'field' || type === 'items') && ofFields.has(field);
  };
}
