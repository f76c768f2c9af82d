/** How many entries of each type; types without entries are left out. */
export type TypeCounts = Readonly<Record<string, number>>;

/** The type of the changes that a facet stands for. */
export function typeOfFacet(facet: string): string {
  return facet.split(':', 1)[0] ?? '';
}

/** Adds up what a head counts by facet. */
export function typeCounts(counts: Readonly<Record<string, number>>): TypeCounts {
  const types = new Map<string, number>();
  for (const [facet, count] of Object.entries(counts)) {
    const type = typeOfFacet(facet);
    types.set(type, (types.get(type) ?? 0) + count);
  }
  return Object.fromEntries(types);
}
