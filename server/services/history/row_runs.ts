import type { Window } from '../../domain/window.js';
import type { NamedRow } from './row_place.js';

/** Rows of one record whose entries follow each other, oldest first. */
export interface RowRun {
  readonly rows: readonly NamedRow[];
  /** The part of the record's history that they mean. */
  readonly window: Window;
}

/** Rows by the records that they name, each record in the place of its first row. */
export function rowsByRecord(rows: readonly NamedRow[]): readonly (readonly [NamedRow, ...NamedRow[]])[] {
  const records = new Map<string, [NamedRow, ...NamedRow[]]>();
  for (const row of rows) {
    const { kind, id } = row.entry.subject;
    // Neither of them can have such a character.
    const name = `${kind}\0${id}`;
    const others = records.get(name);
    if (others === undefined) records.set(name, [row]);
    else others.push(row);
  }
  return [...records.values()];
}

/** Rows of one record, in any order and each once, in as few runs as possible: so few reads are needed. */
export function runsOf(rows: readonly NamedRow[]): readonly RowRun[] {
  const runs: NamedRow[][] = [];
  for (const row of [...rows].sort((a, b) => a.entry.seq - b.entry.seq)) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.entry.seq === row.entry.seq - 1) run.push(row);
    else runs.push([row]);
  }
  return runs.map((run) => {
    const skip = (run[0]?.entry.seq ?? 1) - 1;
    return { rows: run, window: { order: 'asc', skip, limit: run.length } };
  });
}
