import type { SeqRange } from '../../../domain/record.js';
import { toActivityError } from '../connection/mongo_errors.js';
import type { Workbench } from '../workbench.js';
import { whenLogged } from './due_marks.js';
import type { AppendedRecord, NewRowDocument } from './documents.js';
import { endOf, keysOf } from './due_records.js';
import type { DueRecord, DueRecords } from './due_records.js';
import type { EntryRows } from './entry_rows.js';
import type { RecentRows } from './recent_rows.js';

const MOST_RECORDS = 200;
const MOST_ENTRIES = 500;
/** Of the 16 MiB of a document; rows of usual facets have a few hundred bytes. */
const MOST_CHARACTERS = 4 * 2 ** 20;
const READS_AT_ONCE = 10;

/** What is appended at once. */
export interface Batch {
  readonly rows: readonly NewRowDocument[];
  readonly records: readonly AppendedRecord[];
  /** Marked without need. */
  readonly idle: readonly DueRecord[];
  /** Those that are in the log with all their entries when the rows are. */
  readonly done: readonly DueRecord[];
  /** Behind which key the next batch begins; `undefined`: there is nothing more. */
  readonly next: string | undefined;
}

/** A record and which of its entries are to be appended. */
interface Share extends SeqRange {
  readonly record: DueRecord;
}

type Found = Share & { readonly rows: readonly NewRowDocument[] | undefined };

/** Makes batches of what is due. */
export class Batches {
  readonly #bench: Workbench;
  readonly #due: DueRecords;
  readonly #recent: RecentRows;
  readonly #entries: EntryRows;

  constructor(bench: Workbench, parts: { due: DueRecords; recent: RecentRows; entries: EntryRows }) {
    this.#bench = bench;
    this.#due = parts.due;
    this.#recent = parts.recent;
    this.#entries = parts.entries;
  }

  /** The first batch of a space behind a key. `behind`: as the log's document says. A record that only a part of fits comes again in the next one. */
  async first(space: string, after: string | undefined, behind: readonly AppendedRecord[]): Promise<Batch> {
    const { records: marked, last } = await this.#due.first(space, after, MOST_RECORDS);
    const records = marked.map(knowing(behind));
    const idle = records.filter((record) => endOf(record) <= record.logged);
    const { shares, rest } = shared(records.filter((record) => endOf(record) > record.logged));
    const { whole, cut } = fitting(await this.#found(shares));
    const ready = whole.flatMap(({ record, to, rows }) => (rows === undefined ? [] : { record, to, rows }));
    return {
      rows: ready.flatMap(({ rows }) => rows),
      records: ready.map(({ record: { key, h }, to }) => ({ key, h, to })),
      idle,
      done: ready.flatMap(({ record, to }) => whenLogged(record, to) ?? []),
      next: rest || cut ? (lastDone(whole) ?? after ?? keysOf(space).start) : last,
    };
  }

  /** The rows of each share, from memory or, at most ten records at once, from their entries. */
  async #found(shares: readonly Share[]): Promise<readonly Found[]> {
    const found = new Map<Share, readonly NewRowDocument[] | undefined>();
    const waiting: Share[] = [];
    for (const share of shares) {
      const { record, from, to } = share;
      const rows = record.chain && this.#recent.of(record.h, from, to, record.chain);
      if (rows === undefined) waiting.push(share);
      else found.set(share, rows);
    }
    const read = async (): Promise<void> => {
      for (let share = waiting.shift(); share !== undefined; share = waiting.shift()) {
        found.set(share, await this.#read(share));
      }
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, read));
    return shares.map((share) => ({ ...share, rows: found.get(share) }));
  }

  /** A damaged record must not keep the others waiting. */
  async #read(share: Share): Promise<readonly NewRowDocument[] | undefined> {
    try {
      return await this.#entries.of(share.record, share);
    } catch (error) {
      if (toActivityError(error).code === 'STORE_UNAVAILABLE') throw error;
      const { key } = share.record;
      this.#bench.logger?.error({ err: error, key }, 'entries of a record cannot be taken into the log');
      return undefined;
    }
  }
}

/** With what the log's document says about them. */
function knowing(behind: readonly AppendedRecord[]): (record: DueRecord) => DueRecord {
  const known = new Map(behind.map(({ h, to }) => [h, to]));
  return (record) => ({ ...record, logged: Math.max(record.logged, known.get(record.h) ?? 0) });
}

/** The records' entries until there are enough. */
function shared(records: readonly DueRecord[]): {
  readonly shares: readonly Share[];
  readonly rest: boolean;
} {
  const shares: Share[] = [];
  let left = MOST_ENTRIES;
  for (const record of records) {
    if (left === 0) return { shares, rest: true };
    const [from, end] = [record.logged + 1, endOf(record)];
    const to = Math.min(end, record.logged + left);
    shares.push({ record, from, to });
    left -= to - from + 1;
    if (to < end) return { shares, rest: true };
  }
  return { shares, rest: false };
}

/** As many as a document has room for, the first one at least. */
function fitting(found: readonly Found[]): { readonly whole: readonly Found[]; readonly cut: boolean } {
  let characters = 0;
  const end = found.findIndex(({ rows = [] }, i) => {
    characters += rows.reduce((sum, { g = '', o = '' }) => sum + g.length + o.length, 0);
    return i > 0 && characters > MOST_CHARACTERS;
  });
  return end < 0 ? { whole: found, cut: false } : { whole: found.slice(0, end), cut: true };
}

/** The last record that has nothing left, or nothing that can be appended. */
function lastDone(found: readonly Found[]): string | undefined {
  return found.findLast(({ record, to, rows }) => rows === undefined || to === endOf(record))?.record.key;
}
