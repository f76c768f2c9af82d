import type { RecordSave } from '../../../domain/record.js';
import type { LogRow } from '../../../domain/log/space_log.js';
import { rowOf } from '../../../domain/log/log_row.js';
import type { Chain } from '../../../domain/seal.js';
import { historyId } from '../codec.js';
import type { NewRowDocument } from './documents.js';
import { newRowDocument } from './row_codec.js';

const MOST_ROWS = 5_000;

/** The rows of one commit. */
interface Commit {
  /** Whether it took place; while that is open another one may stand in its place. */
  certain: boolean;
}

interface Recent {
  readonly commit: Commit;
  readonly row: NewRowDocument;
  readonly hash: string;
}

/**
 * The rows of what this process commits, so that they need not be read again. Those of a commit that is not
 * acknowledged count when the record's chain ends with it: its hash covers everything before.
 */
export class RecentRows {
  readonly #rows = new Map<string, Recent>();

  /** Takes in the rows of a commit that is about to be written; the answer is told how it ended. */
  expect(saves: readonly RecordSave[]): (happened: boolean) => void {
    const commit: Commit = { certain: false };
    const keys = saves.flatMap((save) => this.#add(save, commit));
    return (happened) => {
      commit.certain = happened;
      if (happened) return;
      for (const key of keys) if (this.#rows.get(key)?.commit === commit) this.#rows.delete(key);
    };
  }

  /** All rows from one `seq` to another, both included; `undefined` when one of them is not known for certain. */
  of(h: string, from: number, to: number, chain: Chain): readonly NewRowDocument[] | undefined {
    const found: Recent[] = [];
    for (let seq = from; seq <= to; seq += 1) {
      const recent = this.#rows.get(keyOf(h, seq));
      if (recent === undefined) return undefined;
      found.push(recent);
    }
    const last = found.at(-1);
    const newest = to === chain.seq && last?.hash === chain.hash ? last.commit : undefined;
    const known = found.every(({ commit }) => commit.certain || commit === newest);
    return known ? found.map(({ row }) => row) : undefined;
  }

  /** Drops rows that have their positions: this one and those before. */
  forget(h: string, to: number): void {
    for (let seq = to; this.#rows.delete(keyOf(h, seq));) seq -= 1;
  }

  #add({ head, activities }: RecordSave, commit: Commit): readonly string[] {
    const h = historyId(head.subject, head.number);
    // More than there is room for is read again.
    if (activities.length > MOST_ROWS / 2) return [];
    return activities.map((activity) => {
      const row: LogRow = rowOf(activity, head.number, 0);
      const key = keyOf(h, activity.seq);
      this.#rows.delete(key);
      this.#rows.set(key, { commit, row: newRowDocument(row), hash: row.hash });
      this.#dropOldest();
      return key;
    });
  }

  #dropOldest(): void {
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > MOST_ROWS && oldest !== undefined) this.#rows.delete(oldest);
  }
}

function keyOf(h: string, seq: number): string {
  return `${h}${String(seq)}`;
}
