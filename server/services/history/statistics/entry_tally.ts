import type { Activity } from '../../../domain/activity.js';
import type { ActorCount, ActorCounts } from './actor_count.js';
import { compareCounts, countOf, MOST_ACTORS } from './actor_count.js';
import type { LocalDays } from './local_days.js';

/** A day, by its number, and how many entries it has. */
export interface DayCount {
  readonly day: number;
  readonly entries: number;
}

/** Who made the entries, and on which days. */
export class EntryTally {
  readonly #localDays: LocalDays;
  readonly #days = new Map<number, number>();
  readonly #actors = new Map<string, ActorCount>();

  constructor(days: LocalDays) {
    this.#localDays = days;
  }

  /** One more. */
  add({ at, actor }: Activity): void {
    const day = this.#localDays.dayOf(at.getTime());
    this.#days.set(day, (this.#days.get(day) ?? 0) + 1);
    const name = actor.username === undefined ? `kind ${actor.kind}` : `name ${actor.username}`;
    this.#actors.set(name, countOf(actor, (this.#actors.get(name)?.entries ?? 0) + 1));
  }

  /** In their order. */
  days(): readonly DayCount[] {
    return [...this.#days].sort(([a], [b]) => a - b).map(([day, entries]) => ({ day, entries }));
  }

  /** Who made how many. */
  actors(): ActorCounts {
    const sorted = [...this.#actors.values()].sort(compareCounts);
    const rest = sorted.slice(MOST_ACTORS);
    return {
      byActor: sorted.slice(0, MOST_ACTORS),
      others: rest.reduce((sum, { entries }) => sum + entries, 0),
    };
  }
}
