import { Readable } from 'node:stream';
import { exactJson } from '../../domain/exact_json.js';
import type { Registry, RegistryValue } from '../../domain/registry.js';
import { STORE_ID } from '../../domain/registry.js';
import { ADOPTED_RECORDS } from '../seals/adopted_records.js';

const NAMES_PER_PAGE = 100;

/** Between which registries, and on how many values at the same time. */
export interface RegistryWork {
  readonly source: Registry;
  readonly target: Registry;
  readonly parallel: number;
}

/** A value of the registry that is not the same in both stores, and in which respect. */
export interface ValueDifference {
  readonly name: string;
  readonly problem: string;
}

/**
 * Sets the source's values in the target where there is none of that name; one that is there stays as it is. What
 * has an `until`, such as a lease, belongs to processes of the source and is not copied; nor is the source's own UUID.
 * @throws STORE_UNAVAILABLE when a store fails
 */
export async function copyRegistry({ source, target, parallel }: RegistryWork): Promise<void> {
  const copy = async (name: string): Promise<void> => {
    const ours = await source.get(name);
    // Where one is there already, the comparison tells whether it is the same.
    if (isLasting(ours)) await target.set(name, 0, { value: ours.value });
  };
  await Readable.from(namesOf(source)).forEach(copy, { concurrency: parallel });
}

/**
 * Compares the values of both registries that have no `until`, and tells those that only one has, or that are not
 * the same: equal, with the members of objects in the same order. Counts of adopted records are not compared: what
 * has no seals in the source is adopted by the copy.
 */
export async function* compareRegistries(
  source: Registry,
  target: Registry,
): AsyncGenerator<ValueDifference> {
  for await (const name of comparedNamesOf(source)) {
    const [ours, theirs] = await Promise.all([source.get(name), target.get(name)]);
    const problem = isLasting(ours) ? problemOf(ours, theirs) : undefined;
    if (problem !== undefined) yield { name, problem };
  }
  for await (const name of comparedNamesOf(target)) {
    const [ours, theirs] = await Promise.all([source.get(name), target.get(name)]);
    if (isLasting(theirs) && !isLasting(ours)) yield { name, problem: 'is only in the target' };
  }
}

function problemOf(ours: RegistryValue, theirs: RegistryValue | undefined): string | undefined {
  if (theirs === undefined) return 'is missing in the target';
  const same = isLasting(theirs) && exactJson(theirs.value) === exactJson(ours.value);
  return same ? undefined : 'is another one in the target';
}

function isLasting(value: RegistryValue | undefined): value is RegistryValue {
  return value !== undefined && value.until === undefined;
}

async function* comparedNamesOf(registry: Registry): AsyncGenerator<string> {
  for await (const name of namesOf(registry)) if (!name.startsWith(`${ADOPTED_RECORDS}/`)) yield name;
}

async function* namesOf(registry: Registry): AsyncGenerator<string> {
  let after: string | undefined;
  for (;;) {
    const page = await registry.names(after, NAMES_PER_PAGE);
    yield* page.filter((name) => name !== STORE_ID);
    if (page.length < NAMES_PER_PAGE) return;
    after = page.at(-1);
  }
}
