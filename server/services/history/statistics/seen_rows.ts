import type { Access } from '../../../access/access.js';
import type { ActivityStore } from '../../../domain/store.js';
import type { HistoryGuard } from '../../history_guard.js';
import type { NamedRow } from '../row_place.js';
import { rowsByRecord } from '../row_runs.js';

/** Records that are looked at together: each may be a megabyte. */
const AT_ONCE = 200;

/** What `SeenRows` works with. */
export interface SeenRowsDependencies {
  readonly store: Pick<ActivityStore, 'heads'>;
  readonly guard: HistoryGuard;
  readonly access: Access;
}

/** Tells which rows one caller may see. Of each record it keeps the answer, not the record. */
export class SeenRows {
  readonly #deps: SeenRowsDependencies;
  /** By the record's number. */
  readonly #answers = new Map<number, boolean>();

  constructor(deps: SeenRowsDependencies) {
    this.#deps = deps;
  }

  /** Those of the rows, in their order, whose record is there and may be seen. */
  async among(rows: readonly NamedRow[]): Promise<readonly NamedRow[]> {
    const unknown = rowsByRecord(rows.filter(({ entry }) => !this.#answers.has(entry.number)));
    for (let i = 0; i < unknown.length; i += AT_ONCE) await this.#look(unknown.slice(i, i + AT_ONCE));
    return rows.filter(({ entry }) => this.#answers.get(entry.number) === true);
  }

  async #look(records: readonly (readonly [NamedRow, ...NamedRow[]])[]): Promise<void> {
    const { store, guard, access } = this.#deps;
    const heads = await store.heads(records.map(([{ entry }]) => entry.subject));
    for (const [i, rows] of records.entries()) {
      const head = heads[i];
      const number = guard.seesHistory(access, 'findHistory', head) ? head.number : undefined;
      // Another record of the same name has another number.
      for (const { entry } of rows) this.#answers.set(entry.number, entry.number === number);
    }
  }
}
