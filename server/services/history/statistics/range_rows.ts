import { setImmediate as nextTurn } from 'node:timers/promises';
import { ActivityError } from '../../../domain/errors.js';
import type { LoggedEntry } from '../../../domain/log/space_log.js';
import type { RowEntries } from '../row_entries.js';
import type { NamedRow } from '../row_place.js';
import type { SeenRows } from './seen_rows.js';

/** Rows between two turns of the event loop. */
const PORTION = 500;
/** Rows that are remembered, to tell where a smaller range could end. */
const TAIL = 100;

/** Which rows of a range are meant. */
export interface RangeRows {
  readonly owners: ReadonlySet<string>;
  readonly matches: (entry: LoggedEntry) => boolean;
  readonly seen: SeenRows;
  readonly reader: Pick<RowEntries, 'lastSeen'>;
  /** Rows that are examined at most, whoever may see them. */
  readonly most: number;
  /** Where the range begins. */
  readonly from: Date;
}

/**
 * Gives the rows that match and that the caller may see to `each`, in their order. What is held does not grow with the
 * range.
 * @param batches rows by time, earliest first
 * @throws RANGE_TOO_LARGE when there are too many; `details.fits` is the latest end before which there are not, as
 * far as rows that the caller may see tell it
 */
export async function walkRange(
  batches: AsyncIterable<readonly NamedRow[]>,
  range: RangeRows,
  each: (row: NamedRow) => void,
): Promise<void> {
  const { owners, matches, seen, most } = range;
  let [examined, tail]: [number, readonly NamedRow[]] = [0, []];
  for await (const batch of batches) {
    for (let i = 0; i < batch.length; i += PORTION) {
      const portion = batch.slice(i, i + PORTION);
      const inside = portion.slice(0, most - examined);
      const owned = inside.filter(({ entry }) => owners.has(entry.owner));
      tail = [...tail, ...owned].slice(-TAIL);
      const behind = portion[inside.length];
      if (behind !== undefined) throw await tooLarge(behind, tail, range);
      for (const row of await seen.among(owned.filter(({ entry }) => matches(entry)))) each(row);
      examined += portion.length;
      await nextTurn();
    }
  }
}

/** A row that the caller may not see tells no time: then the last one before it does that they may. */
async function tooLarge(
  behind: NamedRow,
  tail: readonly NamedRow[],
  { owners, reader, from }: RangeRows,
): Promise<ActivityError> {
  const rows = owners.has(behind.entry.owner) ? [...tail, behind] : tail;
  const last = rows.length === 0 ? undefined : (await reader.lastSeen(rows))?.entry.at.getTime();
  const end = behind.entry.at.getTime();
  const fits = last === undefined ? undefined : new Date(Math.min(end, last + 1));
  const details = fits !== undefined && fits > from ? { fits } : {};
  return new ActivityError('RANGE_TOO_LARGE', 'There are too many entries in the range.', { details });
}
