import type { Access } from '../access/access.js';
import { actorOf } from '../access/principal.js';
import type { Actor } from '../domain/activity.js';

/** Who writes, and when. */
export interface Byline {
  readonly actor: Actor;
  readonly at: Date;
}

/** The caller writes, at that time. */
export function bylineOf({ principal }: Access, at: Date): Byline {
  return { actor: actorOf(principal), at };
}
