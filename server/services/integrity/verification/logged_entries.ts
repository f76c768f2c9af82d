import type { Activity } from '../../../domain/activity.js';
import { isActivityError } from '../../../domain/errors.js';
import { rowOf } from '../../../domain/log/log_row.js';
import type { LogRow, SpaceLog } from '../../../domain/log/space_log.js';
import type { RecordHead, SeqRange } from '../../../domain/record.js';
import { LogReading, readable } from './log_reading.js';
import type { Problem } from './report.js';

/** Positions behind the head that are looked for. */
const BEYOND = 1_000;

/** What the log has of an entry. */
export interface LoggedState {
  readonly position?: number | undefined;
  readonly row?: LogRow | undefined;
  /** The leaf of the tree at the position, base64url. */
  readonly leaf?: string | undefined;
}

/** What the log of its space has of a record's entries. */
export class LoggedEntries {
  readonly #log: SpaceLog;
  readonly #head: RecordHead;
  readonly #reading: LogReading;

  private constructor(log: SpaceLog, head: RecordHead) {
    this.#log = log;
    this.#head = head;
    this.#reading = new LogReading(log, head.subject.space);
  }

  /** `undefined` where the store has no log. Everything acknowledged before the call has its position. */
  static async of(log: SpaceLog, head: RecordHead): Promise<LoggedEntries | undefined> {
    try {
      // What is damaged may stay without position: that is found.
      await readable(() => log.catchUp(head.subject.space));
    } catch (error) {
      if (isActivityError(error, 'LOG_DISABLED')) return undefined;
      throw error;
    }
    return new LoggedEntries(log, head);
  }

  /** Of each entry of the range, in their order, what the log has. */
  async states({ from, to }: SeqRange): Promise<readonly LoggedState[]> {
    const found = (await readable(() => this.#log.positions(this.#head, { from, to }))) ?? [];
    const positions = Array.from({ length: to - from + 1 }, (_, i) => plainPosition(found[i]));
    const known = positions.filter((position) => position !== undefined).sort((a, b) => a - b);
    const rows = await this.#reading.rowsAt(known);
    const states: LoggedState[] = [];
    for (const position of positions) {
      if (position === undefined) states.push({});
      else states.push({ position, row: rows.get(position), leaf: await this.#reading.leaf(position) });
    }
    return states;
  }

  /** The first entry behind the head that has a position; `undefined`: there is none. */
  async beyond(): Promise<number | undefined> {
    const range = { from: this.#head.seq + 1, to: this.#head.seq + BEYOND };
    const found = (await readable(() => this.#log.positions(this.#head, range))) ?? [];
    const i = found.findIndex((position) => position !== undefined);
    return i < 0 ? undefined : range.from + i;
  }
}

/** What is wrong with what the log has of a sealed entry. */
export function logProblem(entry: Activity, number: number, state: LoggedState): Problem | undefined {
  const { position, row, leaf } = state;
  if (position === undefined) return 'not-in-log';
  if (row === undefined) return 'row-missing';
  return leaf === row.hash && isRowOf(row, entry, number) ? undefined : 'leaf-differs';
}

/** Whether the row says what the entry says. */
export function isRowOf(row: LogRow, entry: Activity, number: number): boolean {
  if (entry.seal === undefined) return false;
  const expected = rowOf(entry, number, row.position);
  const [told, wanted] = [row.entry, expected.entry];
  if (row.hash !== expected.hash || told === undefined || wanted === undefined) return false;
  return (
    told.subject.space === wanted.subject.space &&
    told.subject.kind === wanted.subject.kind &&
    told.subject.id === wanted.subject.id &&
    told.number === wanted.number &&
    told.seq === wanted.seq &&
    told.owner === wanted.owner &&
    told.facet === wanted.facet &&
    Number(told.at) === Number(wanted.at) &&
    told.actorKind === wanted.actorKind &&
    told.actorKey === wanted.actorKey
  );
}

function plainPosition(position: number | undefined): number | undefined {
  return position !== undefined && Number.isSafeInteger(position) && position >= 0 ? position : undefined;
}
