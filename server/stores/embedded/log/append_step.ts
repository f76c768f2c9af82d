import { rowOf } from '../../../domain/log/log_row.js';
import type { LogRow } from '../../../domain/log/space_log.js';
import { decodeActivity, decodeHead } from '../codec.js';
import type { Database } from '../database.js';
import { recordKeys } from '../keys.js';
import type { Batch, Put, VersionedKey } from '../storage.js';
import type { DueRange, DueRecord } from './due_marks.js';
import { dueNow, dueRecords, isSealed } from './due_marks.js';
import { damagedLog, encodeRuns } from './log_codec.js';
import { growthGuards, growthPuts, stateIn } from './log_growth.js';
import { logKeys } from './log_keys.js';

/** Records and entries of one step, and how much of them is read, in characters. */
const MOST_RECORDS = 200;
const MOST_ENTRIES = 500;
const MOST_CHARACTERS = 1_048_576;

/** Where a pass over the due records of a space goes on. */
export interface Place extends DueRange {
  /** How far the first of them is to be taken, as a `seq`; default: to its end. */
  readonly upTo?: number | undefined;
}

/** A part of a pass. */
export interface AppendStep {
  /** `undefined` when there is nothing to write. */
  readonly batch: Batch | undefined;
  /** Where the next part begins; `undefined`: what was due when the pass began is done. */
  readonly next: Place | undefined;
}

/** Reads the next entries that are due, all from one snapshot, and says what to write. @param place default: a pass begins */
export function nextStep(db: Database, space: string, place: Place | undefined): AppendStep {
  const range = place ?? dueNow(db, space);
  if (range === undefined) return { batch: undefined, next: undefined };
  const keys = logKeys(space);
  const collected = new Collected(db, stateIn(db, keys).size);
  const due = dueRecords(db, range, MOST_RECORDS + 1);
  let next: Place | undefined;
  for (const [i, record] of due.entries()) {
    const upTo = place?.start.equals(record.key) === true ? place.upTo : undefined;
    const full = i === MOST_RECORDS || (i > 0 && collected.isFull());
    const left = full ? { upTo: undefined } : collected.take(record, upTo);
    if (left === undefined) continue;
    next = { start: record.key, last: range.last, upTo: left.upTo };
    break;
  }
  return { batch: collected.batch(space), next };
}

/** What one step has found. */
class Collected {
  readonly #db: Database;
  readonly #rows: LogRow[] = [];
  readonly #puts: Put[] = [];
  readonly #done: VersionedKey[] = [];
  readonly #size: number;
  #characters = 0;

  constructor(db: Database, size: number) {
    this.#db = db;
    this.#size = size;
  }

  /** Takes in what there is room for; answers how far the record is to be taken when that was not all. */
  take(due: DueRecord, upTo: number | undefined): { readonly upTo: number } | undefined {
    const { subject, key, version } = due;
    const keys = recordKeys(subject);
    const stored = this.#db.get(keys.head);
    this.#characters += stored?.length ?? 0;
    const head = stored === undefined ? undefined : decodeHead(subject, stored);
    // What is erased needs no position; a record that is being adopted is marked again at the end of that.
    if (head === undefined || !isSealed(head)) {
      this.#done.push({ key, version });
      return undefined;
    }
    const before = Number(this.#db.get(keys.logged) ?? 0);
    const to = Math.min(head.seq, upTo ?? head.seq);
    const position = this.#size + this.#rows.length;
    let seq = before;
    // One entry is read however large it is.
    while (seq < to && (this.#rows.length === 0 || !this.isFull())) {
      seq += 1;
      const text = this.#db.get(keys.activity(seq));
      if (text === undefined) throw damagedLog();
      this.#characters += text.length;
      const next = this.#size + this.#rows.length;
      this.#rows.push(rowOf(decodeActivity(subject, seq, text), head.number, next));
    }
    if (seq > before) {
      const run = encodeRuns([{ position, count: seq - before }]);
      this.#puts.push({ key: keys.run(before + 1), value: run, version: 0 });
      this.#puts.push({ key: keys.logged, value: String(seq), version: seq });
    }
    if (seq >= head.seq) this.#done.push({ key, version });
    return seq < to ? { upTo: to } : undefined;
  }

  /** The writes for what was taken in. */
  batch(space: string): Batch | undefined {
    const [rows, puts, db] = [this.#rows, this.#puts, this.#db];
    if (rows.length === 0 && this.#done.length === 0) return undefined;
    const keys = logKeys(space);
    return {
      guards: growthGuards(db, keys),
      puts: rows.length === 0 ? [] : [...puts, ...growthPuts(db, keys, rows)],
      removes: [],
      removesIf: this.#done,
    };
  }

  /** Whether there is no room for more. */
  isFull(): boolean {
    return this.#rows.length >= MOST_ENTRIES || this.#characters >= MOST_CHARACTERS;
  }
}
