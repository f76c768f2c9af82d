import type { Activity } from '../../domain/activity.js';
import { isActivityError } from '../../domain/errors.js';
import type { RecordHead } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { answersOf } from './answers_of.js';
import type { NamedRow } from './row_place.js';
import type { RowRun } from './row_runs.js';
import { rowsByRecord, runsOf } from './row_runs.js';

/** Records of which entries are read at the same time. */
const READS_AT_ONCE = 10;

/** A row with its entry, and the record as it was found. */
export interface FoundEntry {
  readonly row: NamedRow;
  readonly entry: Activity;
  readonly head: RecordHead;
  /** About how many characters of JSON the entry has. */
  readonly weight: number;
}

/** What `RowEntries` works with. */
export interface RowEntriesDependencies {
  readonly store: Pick<ActivityStore, 'heads' | 'entries'>;
  /** Whether entries of the record may be read. */
  readonly sees: (head: RecordHead) => boolean;
}

/** Reads the entries that rows name, for one reader. */
export class RowEntries {
  readonly #deps: RowEntriesDependencies;

  constructor(deps: RowEntriesDependencies) {
    this.#deps = deps;
  }

  /**
   * Those of the rows, in their order, whose record is still there and may be seen, with their entries.
   * At most 1,000 rows, each once.
   */
  async of(rows: readonly NamedRow[]): Promise<readonly FoundEntry[]> {
    const records = await this.#seen(rows);
    const runs = records.flatMap(({ head, own }) => runsOf(own).map((run) => ({ head, run })));
    const found = await answersOf(runs, READS_AT_ONCE, ({ head, run }) => this.#read(head, run));
    const byPosition = new Map(found.flat().map((one) => [one.row.position, one]));
    return rows.flatMap(({ position }) => byPosition.get(position) ?? []);
  }

  /** The last of the rows whose record may be seen. At most 1,000 rows. */
  async lastSeen(rows: readonly NamedRow[]): Promise<NamedRow | undefined> {
    const seen = new Set((await this.#seen(rows)).flatMap(({ own }) => own));
    return rows.findLast((row) => seen.has(row));
  }

  async #seen(
    rows: readonly NamedRow[],
  ): Promise<readonly { readonly head: RecordHead; readonly own: readonly NamedRow[] }[]> {
    const { store, sees } = this.#deps;
    const records = rowsByRecord(rows);
    const heads = await store.heads(records.map(([{ entry }]) => entry.subject));
    return records.flatMap((named, i) => {
      const head = heads[i];
      if (head === undefined || !sees(head)) return [];
      // Another record of the same name has another number.
      const own = named.filter(({ entry }) => entry.number === head.number && entry.seq <= head.seq);
      return [{ head, own }];
    });
  }

  async #read(head: RecordHead, { rows, window }: RowRun): Promise<readonly FoundEntry[]> {
    const found: FoundEntry[] = [];
    try {
      for await (const portion of this.#deps.store.entries(head, window)) {
        for (const entry of portion) {
          const row = rows[entry.seq - window.skip - 1];
          if (row?.entry.seq !== entry.seq) continue;
          found.push({ row, entry, head, weight: JSON.stringify(entry.change).length });
        }
      }
    } catch (error) {
      if (!isActivityError(error, 'RECORD_NOT_FOUND')) throw error;
      return [];
    }
    return found;
  }
}
