import type { Actor } from '../../../domain/activity.js';

/** Actors that are told one by one. */
export const MOST_ACTORS = 100;

/** How many entries somebody made; those of actors without a user name are told by their kind. */
export type ActorCount = { readonly entries: number } & (
  { readonly username: string } | { readonly kind: Actor['kind'] }
);

/** Who made how many entries. */
export interface ActorCounts {
  /** The largest first, at most 100. */
  readonly byActor: readonly ActorCount[];
  /** How many entries the rest made. */
  readonly others: number;
}

/** Names somebody, for their count. */
export function countOf({ username, kind }: Actor, entries: number): ActorCount {
  return username === undefined ? { kind, entries } : { username, entries };
}

/** By the largest count; the same counts by name, those without one last. */
export function compareCounts(a: ActorCount, b: ActorCount): number {
  return b.entries - a.entries || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function nameOf(count: ActorCount): string {
  return 'username' in count ? `0${count.username}` : `1${count.kind}`;
}
