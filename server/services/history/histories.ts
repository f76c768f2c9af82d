import type { Access } from '../../access/access.js';
import type { Activity, Subject } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { ActivityStore } from '../../domain/store.js';
import { entryAt } from '../entry_at.js';
import type { HistoryGuard, ShownHead } from '../history_guard.js';
import type { EntryPage, EntryPageInput } from './entry_page.js';
import { entryPage } from './entry_page.js';
import type { RecordState } from './state/record_state.js';
import type { RecordStates } from './state/record_states.js';
import { seqAt } from './seq_bounds.js';
import type { StateDiff } from './state/state_diff.js';
import { stateDiff } from './state/state_diff.js';

/** A record at a glance (N3.2). */
export interface RecordSummary {
  readonly head: ShownHead;
  readonly createdAt: Date;
  /** Of the newest commit, where that is signed. */
  readonly signature?: string | undefined;
}

/** A moment of a record: an entry, or a time; neither: now. */
export interface Moment {
  readonly at?: number | undefined;
  readonly asOf?: Date | undefined;
}

/** What `Histories` works with. */
export interface HistoriesDependencies {
  readonly store: ActivityStore;
  readonly guard: HistoryGuard;
  readonly states: RecordStates;
}

/**
 * Histories of single records, of any kind, also of those that are deleted (N3). Every method checks access itself.
 * @throws RECORD_NOT_FOUND from every method, also where the caller may not see the record
 */
export class Histories {
  readonly #deps: HistoriesDependencies;

  constructor(deps: HistoriesDependencies) {
    this.#deps = deps;
  }

  /** The record at a glance: costs its head and two entries. */
  async record(access: Access, subject: Subject): Promise<RecordSummary> {
    const head = await this.#head(access, subject);
    // A record that was restored without entries began when it was last known.
    if (head.seq === 0) return { head, createdAt: head.lastAt };
    const { store } = this.#deps;
    const [first, last] = await Promise.all([entryAt(store, head, 1), entryAt(store, head, head.seq)]);
    return { head, createdAt: first.at, signature: last.seal?.signature };
  }

  /** A page of its entries. */
  async entries(access: Access, subject: Subject, input: EntryPageInput): Promise<EntryPage> {
    return entryPage(this.#deps.store, await this.#head(access, subject), input);
  }

  /**
   * One entry, with the head that says which others there are.
   * @throws ENTRY_NOT_FOUND
   */
  async entry(
    access: Access,
    subject: Subject,
    seq: number,
  ): Promise<{ readonly head: ShownHead; readonly entry: Activity }> {
    const head = await this.#head(access, subject);
    ensureEntry(head, seq);
    return { head, entry: await entryAt(this.#deps.store, head, seq) };
  }

  /**
   * The record as its entries up to a moment say it was.
   * @throws ENTRY_NOT_FOUND when it had no entry then
   * @throws RANGE_TOO_LARGE
   */
  async state(
    access: Access,
    subject: Subject,
    { at, asOf }: Moment,
  ): Promise<{ readonly head: ShownHead; readonly state: RecordState }> {
    const head = await this.#head(access, subject);
    const seq = asOf === undefined ? (at ?? head.seq) : await seqAt(this.#deps.store, head, asOf);
    ensureEntry(head, seq);
    return { head, state: await this.#deps.states.at(head, seq) };
  }

  /**
   * What has changed between two entries; `from` 0: since before the record.
   * @throws ENTRY_NOT_FOUND when there is no such entry
   * @throws RANGE_TOO_LARGE
   */
  async diff(
    access: Access,
    subject: Subject,
    range: { readonly from: number; readonly to?: number | undefined },
  ): Promise<StateDiff> {
    const head = await this.#head(access, subject);
    const { from, to = head.seq } = range;
    if (to > 0) ensureEntry(head, to);
    if (from > 0) ensureEntry(head, from);

    return stateDiff(this.#deps.states, head, { from, to });
  }

  async #head(access: Access, subject: Subject): Promise<ShownHead> {
    const { store, guard } = this.#deps;
    return guard.admitToHistory(access, 'getHistory', await store.head(subject));
  }
}

function ensureEntry(head: ShownHead, seq: number): void {
  if (seq >= 1 && seq <= head.seq) return;
  throw new ActivityError('ENTRY_NOT_FOUND', 'The record has no such entry.');
}
