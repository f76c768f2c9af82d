/** What is shown of a history; lists are empty and texts `''` where nothing is asked for (N5). */
export interface Filters {
  readonly types: readonly string[];
  readonly fields: readonly string[];
  readonly actors: readonly string[];
  readonly kinds: readonly string[];
  readonly owners: readonly string[];
  /** Instants as the API takes them. */
  readonly from: string;
  readonly to: string;
  readonly q: string;
}

/** A filter whose value is a list. */
export type ListFilter = 'types' | 'fields' | 'actors' | 'kinds' | 'owners';

export const NO_FILTERS: Filters = {
  ...{ types: [], fields: [], actors: [], kinds: [], owners: [] },
  ...{ from: '', to: '', q: '' },
};

/** The list with a value put in, or taken out where it is in already. */
export function toggled(list: readonly string[], value: string): readonly string[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

export function isFiltered({ types, fields, actors, kinds, owners, from, to, q }: Filters): boolean {
  const lists = [types, fields, actors, kinds, owners];
  return lists.some(({ length }) => length > 0) || [from, to, q].some((text) => text !== '');
}

/** As parameters of the API: what is not asked for is absent. Records know no `kinds` and `owners`. */
export function filterQuery(filters: Filters, isOfRecord: boolean): EntryFilterParameters {
  const { types, fields, actors, kinds, owners, from, to, q } = filters;
  return {
    ...listed('types', types),
    ...listed('fields', fields),
    ...listed('actors', actors),
    ...(isOfRecord ? {} : { ...listed('kinds', kinds), ...listed('owners', owners) }),
    ...(from !== '' && { from }),
    ...(to !== '' && { to }),
    ...(q.trim() !== '' && { q: q.trim() }),
  };
}

type EntryFilterParameters = Partial<Filters>;

function listed<Name extends ListFilter>(
  name: Name,
  values: readonly string[],
): Partial<Record<Name, readonly string[]>> {
  return values.length === 0 ? {} : ({ [name]: values } as Record<Name, readonly string[]>);
}
