import type { NamedRow } from '../row_place.js';
import type { RowEntries } from '../row_entries.js';
import type { ActorCount, ActorCounts } from './actor_count.js';
import { compareCounts, countOf, MOST_ACTORS } from './actor_count.js';

/** Entries that are read at the same time: each may be a megabyte. */
const AT_ONCE = 10;

interface Counted {
  entries: number;
  /** The newest of their rows: an entry of it tells the name. */
  row: NamedRow;
}

/** Counts rows by who made their entries. Rows have no names, so one entry of each is read in the end. */
export class RowActors {
  readonly #counted = new Map<string, Counted>();

  /** One more; the caller may see it. */
  add(row: NamedRow): void {
    const { actorKey, actorKind } = row.entry;
    const key = actorKey ?? `kind ${actorKind}`;
    const known = this.#counted.get(key);
    if (known === undefined) {
      this.#counted.set(key, { entries: 1, row });
      return;
    }
    known.entries += 1;
    known.row = row;
  }

  /** By name. Whoever cannot be named any more is among the others. */
  async named(reader: Pick<RowEntries, 'of'>): Promise<ActorCounts> {
    const sorted = [...this.#counted.values()].sort((a, b) => b.entries - a.entries);
    const largest = sorted.slice(0, MOST_ACTORS);
    const byActor: ActorCount[] = [];
    for (let i = 0; i < largest.length; i += AT_ONCE) {
      const some = largest.slice(i, i + AT_ONCE);
      const found = await reader.of(some.map(({ row }) => row));
      const actors = new Map(found.map(({ row, entry }) => [row.position, entry.actor]));
      for (const { row, entries } of some) {
        const actor = actors.get(row.position);
        if (actor !== undefined) byActor.push(countOf(actor, entries));
      }
    }
    const total = sorted.reduce((sum, { entries }) => sum + entries, 0);
    const told = byActor.reduce((sum, { entries }) => sum + entries, 0);
    return { byActor: byActor.sort(compareCounts), others: total - told };
  }
}
