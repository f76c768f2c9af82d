import type { NativeEntry } from '../common/native.js';
import type { Row } from './list/rows.js';
import { rowsOf } from './list/rows.js';

/** What the reader has opened, and the rows that come of it. */
export class ReaderState {
  /** Ids of entries whose details are open, and of texts that are shown whole. */
  readonly open = new Set<string>();
  readonly #unfolded = new Set<string>();
  #made:
    { readonly of: readonly NativeEntry[]; readonly zone: string; readonly rows: readonly Row[] } | undefined;
  isPanelOpen = false;
  /** Behind its end: at the newest bar. */
  stripAt = Number.MAX_SAFE_INTEGER;

  /** The rows of these entries; the same ones until something changes. */
  rows(
    entries: readonly NativeEntry[],
    { zone, dayKey }: { readonly zone: string; readonly dayKey: (at: string) => string },
  ): readonly Row[] {
    const made = this.#made;
    if (made?.of === entries && made.zone === zone) return made.rows;
    const rows = rowsOf(entries, this.#unfolded, dayKey);
    this.#made = { of: entries, zone, rows };
    return rows;
  }

  toggle(id: string): void {
    if (!this.open.delete(id)) this.open.add(id);
  }

  /** Shows each change of a run, or folds the run that begins with this one. */
  toggleRun({ entries, isFolded, index }: Row, all: readonly NativeEntry[]): void {
    if (isFolded) for (const { id } of entries) this.#unfolded.add(id);
    else for (const { id } of all.slice(index)) if (!this.#unfolded.delete(id)) break;
    this.#made = undefined;
  }
}
