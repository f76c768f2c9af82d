/** Types of changes and names of fields, one of each; absent: any. */
export interface AskedSorts {
  readonly types?: readonly string[] | undefined;
  readonly fields?: readonly string[] | undefined;
}

/** How many of the entries of a facet have the types and fields that are asked for. */
export type FacetVerdict = 'all' | 'some' | 'none';

/** A sort of change that a facet can stand for. */
interface Reading {
  readonly type: string;
  readonly field?: string | undefined;
}

const CLEARED = ':cleared';

/**
 * Judges facets by `types` and `fields`. `some` where a facet can be that of several sorts: what earlier versions
 * counted has names without escapes, so that `field:x:cleared` is the field `x` without a value, or `x:cleared` with
 * one.
 */
export function facetVerdict({ types, fields }: AskedSorts): (facet: string) => FacetVerdict {
  const [ofTypes, ofFields] = [types && new Set(types), fields && new Set(fields)];
  const isMeant = ({ type, field }: Reading): boolean =>
    (ofTypes?.has(type) ?? true) && (ofFields === undefined || (field !== undefined && ofFields.has(field)));
  return (facet) => {
    const meant = readingsOf(facet).map(isMeant);
    if (!meant.includes(true)) return 'none';
    return meant.includes(false) ? 'some' : 'all';
  };
}

function readingsOf(facet: string): readonly Reading[] {
  const end = facet.indexOf(':');
  const type = end === -1 ? facet : facet.slice(0, end);
  if (type === 'field') return namesOfField(facet.slice(end + 1)).map((field) => ({ type, field }));
  if (type === 'items') {
    const name = facet.slice(end + 1, Math.max(end + 1, facet.lastIndexOf(':')));
    return namesOf(name).map((field) => ({ type, field }));
  }
  return [{ type }];
}

function namesOfField(rest: string): readonly string[] {
  if (!rest.endsWith(CLEARED)) return namesOf(rest);
  return [...namesOf(rest.slice(0, -CLEARED.length)), rest];
}

/** The name as it is, and with its escapes undone where it has some. */
function namesOf(name: string): readonly string[] {
  const plain = name.replaceAll('%3A', ':').replaceAll('%25', '%');
  return plain === name ? [name] : [plain, name];
}
