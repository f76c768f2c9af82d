/** Of each facet the entries whose `seq` is asked for, by their ordinals: 1, 2, 3 ... within the facet. */
export type Probes = ReadonlyMap<string, readonly number[]>;

/** The `seq` of each of them, by facet and ordinal. */
export type Found = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Asks a store for some `seq` and goes on with what it answers, whether that takes it time or not. */
export type Search<T> = Generator<Probes, T, Found>;

/** Answers a search with what a store has at hand. */
export function searchNow<T>(search: Search<T>, look: (probes: Probes) => Found): T {
  let step = search.next();
  while (step.done !== true) step = search.next(look(step.value));
  return step.value;
}

/** Answers a search with what a store has to fetch. */
export async function searchLater<T>(
  search: Search<T>,
  look: (probes: Probes) => Promise<Found>,
): Promise<T> {
  let step = search.next();
  while (step.done !== true) step = search.next(await look(step.value));
  return step.value;
}
