import type { Activity } from '../../domain/activity.js';
import type { ActivityStore } from '../../domain/store.js';
import { patientMatcher } from '../history/entry_filter.js';
import { ReadAhead } from '../history/read_ahead.js';
import { RowEntries } from '../history/row_entries.js';
import type { FoundEntry } from '../history/row_entries.js';
import { isNamed } from '../history/row_place.js';
import { rowsByPosition } from '../history/rows_by_position.js';
import type { SpaceFilter } from '../history/space_filter.js';
import { rowMatcher } from '../history/space_filter.js';
import type { ExportedEntry, ExportSource, Sees } from './export_source.js';
import { filtersJson, PORTION, TURNS } from './export_source.js';

/** Characters of JSON that are held at once, as far as the entries before tell it: a client may be slow. */
const MOST_WEIGHT = 2 ** 19;

/** Which entries of a space are exported (N4.2). */
export interface SpaceExportInput {
  readonly space: string;
  readonly filter: SpaceFilter;
  /** The first position. */
  readonly start: number;
  /** How long the log was when the export started. */
  readonly size: number;
  /** Only entries of these owners; absent: of all. */
  readonly owners?: ReadonlySet<string> | undefined;
}

/** The entries of a space, by position; those whose record is gone or may not be seen are passed over. */
export function spaceSource(
  { store, sees }: { readonly store: ActivityStore; readonly sees: Sees },
  { space, filter, start, size, owners }: SpaceExportInput,
): ExportSource {
  const to = Math.max(start, size);

  async function* portions(): AsyncGenerator<readonly ExportedEntry[]> {
    if (owners?.size === 0) return;
    const reader = new RowEntries({ store, sees });
    const ahead = new ReadAhead(MOST_WEIGHT);
    const mayMatch = rowMatcher(filter, owners);
    const matchesFilter = patientMatcher(filter, () => TURNS.next());
    const matches = async ({ entry }: FoundEntry): Promise<boolean> =>
      isOf(owners, entry) && (await matchesFilter(entry));
    for await (const batch of rowsByPosition(store.log, space, { start, end: to }, PORTION)) {
      await TURNS.next();
      const named = batch.filter(isNamed).filter(({ entry }) => mayMatch(entry));
      // Also where nothing may match: whoever reads may want to end.
      if (named.length === 0) yield [];
      for (let done = 0; done < named.length;) {
        const piece = named.slice(done, done + ahead.next(PORTION));
        done += piece.length;
        const read = await reader.of(piece);
        const found: ExportedEntry[] = [];
        for (const one of read) {
          await TURNS.next();
          if (await matches(one))
            found.push({ head: one.head, entry: one.entry, position: one.row.position });
        }
        const weight = read.reduce((sum, one) => sum + one.weight, 0);
        ahead.done({ rows: piece.length, found: piece.length, weight });
        yield found;
      }
    }
  }

  return { scope: { space, filters: filtersJson(filter), from: start, to }, head: size, portions };
}

function isOf(owners: ReadonlySet<string> | undefined, { owner }: Activity): boolean {
  return owners?.has(owner) ?? true;
}
