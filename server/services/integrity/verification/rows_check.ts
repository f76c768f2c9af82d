import type { Activity, Subject } from '../../../domain/activity.js';
import { EventLoopTurns } from '../../../domain/event_loop_turns.js';
import type { LogHead, LogRow, PositionRange } from '../../../domain/log/space_log.js';
import type { RecordHead } from '../../../domain/record.js';
import type { ActivityStore } from '../../../domain/store.js';
import { isNamed } from '../../history/row_place.js';
import type { NamedRow } from '../../history/row_place.js';
import { rowsByRecord, runsOf } from '../../history/row_runs.js';
import { isCounting } from './head_checks.js';
import type { LedgerReading } from './ledger_reading.js';
import type { LogReading } from './log_reading.js';
import { readable } from './log_reading.js';
import { isRowOf } from './logged_entries.js';
import type { Problem, SpaceProblem } from './report.js';
import { storedEntries, whileThere } from './stored_entries.js';

const TURNS = new EventLoopTurns();

/** What rows are checked with. */
export interface RowsCheckParts {
  readonly store: ActivityStore;
  readonly reading: LogReading;
  readonly ledger: LedgerReading;
  readonly head: LogHead;
}

/** What rows of a log are worth. */
export interface CheckedRows {
  /** Those that agree with their entry; those whose record is erased; first ones of records with adopted entries. */
  readonly entries: number;
  readonly erased: number;
  readonly adopted: number;
  readonly problems: readonly SpaceProblem[];
}

/** A record as it was found: `undefined`, what is stored is no head. */
type FoundHead = { readonly head: RecordHead | undefined } | undefined;

/** What of the rows' records is stored: heads by kind and id, entries by position. */
interface Stored {
  readonly heads: ReadonlyMap<string, FoundHead>;
  readonly entries: ReadonlyMap<number, Activity | undefined>;
}

/** Checks rows of a log against leaves, and against the entries that they name. */
export class RowsCheck {
  readonly #parts: RowsCheckParts;

  constructor(parts: RowsCheckParts) {
    this.#parts = parts;
  }

  /** What these rows are worth: what is changed while it is read looks damaged, then it is read once more. */
  async of(range: PositionRange): Promise<CheckedRows> {
    const checked = await this.#once(range);
    return checked.problems.length === 0 ? checked : this.#once(range);
  }

  async #once({ start, end }: PositionRange): Promise<CheckedRows> {
    const rows = await this.#parts.reading.rows({ start, end });
    const stored = await this.#stored([...rows.values()].filter(isNamed).filter(namesSomething));
    const counts = { entries: 0, erased: 0, adopted: 0 };
    const problems: SpaceProblem[] = [];
    for (let position = start; position < end; position += 1) {
      await TURNS.next();
      const row = rows.get(position);
      const leaf = await this.#parts.reading.leaf(position);
      const worth =
        row === undefined
          ? 'row-missing'
          : row.hash === leaf
            ? await this.#worth(row, stored)
            : 'leaf-differs';
      if (worth === 'entry' || worth === 'adopted') counts.entries += 1;
      if (worth === 'adopted') counts.adopted += 1;
      if (worth === 'erased') counts.erased += 1;
      if (isProblem(worth)) problems.push({ position, problem: worth, ...nameOf(row) });
    }
    return { ...counts, problems };
  }

  async #worth(row: LogRow, { heads, entries }: Stored): Promise<Worth> {
    if (!isNamed(row)) return 'erased';
    if (!namesSomething(row)) return 'leaf-differs';
    const { subject, number, seq } = row.entry;
    const found = heads.get(keyOf(subject));
    if (found === undefined) return 'head-differs';
    if (found.head?.number !== number) {
      return (await this.#isErasureTold(row)) ? 'erased' : 'erasure-unaccounted';
    }
    if (!isCounting(found.head) || seq > found.head.seq) return 'head-differs';
    const entry = entries.get(row.position);
    if (entry === undefined) return 'gap';
    if (!isRowOf(row, entry, number)) return 'leaf-differs';
    if (!this.#isWithin(row)) return 'head-differs';
    return seq === 1 && found.head.chain?.adopted !== undefined ? 'adopted' : 'entry';
  }

  /** Whether the log's head knows of a time like that: reading by time ends there. */
  #isWithin({ entry: { at } }: NamedRow): boolean {
    const { first, last } = this.#parts.head;
    return first !== undefined && last !== undefined && first <= at && at <= last;
  }

  async #isErasureTold({ entry: { subject, number } }: NamedRow): Promise<boolean> {
    const told = await this.#parts.ledger.of('record-erased');
    return told.some(
      ({ change: { details } }) =>
        details['kind'] === subject.kind && details['id'] === subject.id && details['number'] === number,
    );
  }

  async #stored(rows: readonly NamedRow[]): Promise<Stored> {
    const heads = new Map<string, FoundHead>();
    const entries = new Map<number, Activity | undefined>();
    const records = rowsByRecord(rows);
    const found = await this.#headsOf(records.map(([{ entry }]) => entry.subject));
    for (const [i, own] of records.entries()) {
      const head = found[i]?.head;
      heads.set(keyOf(own[0].entry.subject), found[i]);
      if (head === undefined || !isCounting(head)) continue;
      const there = own.filter(({ entry }) => entry.number === head.number && entry.seq <= head.seq);
      await whileThere(async () => {
        for (const { rows: run, window } of runsOf(there)) {
          const range = { from: window.skip + 1, to: window.skip + run.length };
          for await (const { seq, entry } of storedEntries(this.#parts.store, head, range)) {
            const row = run[seq - range.from];
            if (row !== undefined) entries.set(row.position, entry);
          }
        }
      });
    }
    return { heads, entries };
  }

  /** As many at once as can be read together; one by one where a head is none. */
  async #headsOf(subjects: readonly Subject[]): Promise<readonly FoundHead[]> {
    const { store } = this.#parts;
    const all = await readable(() => store.heads(subjects));
    if (all !== undefined) return all.map((head) => ({ head }));
    const found: FoundHead[] = [];
    for (const subject of subjects) {
      found.push(await readable(async () => ({ head: await store.head(subject) })));
    }
    return found;
  }
}

/** What a row turns out to be. */
type Worth = Problem | 'entry' | 'adopted' | 'erased';

function isProblem(worth: Worth): worth is Problem {
  return worth !== 'entry' && worth !== 'adopted' && worth !== 'erased';
}

/** Whether an entry can have such a place. */
function namesSomething({ entry: { subject, seq } }: NamedRow): boolean {
  return (
    Number.isSafeInteger(seq) &&
    seq >= 1 &&
    typeof subject.kind === 'string' &&
    typeof subject.id === 'string'
  );
}

function nameOf(row: LogRow | undefined): Pick<SpaceProblem, 'record' | 'seq'> {
  if (row === undefined || !isNamed(row) || !namesSomething(row)) return {};
  const { subject, seq } = row.entry;
  return { record: { kind: subject.kind, id: subject.id }, seq };
}

function keyOf({ kind, id }: Subject): string {
  return `${kind}\0${id}`;
}
