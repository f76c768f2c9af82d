import type { Actor, JsonObject } from '../../server/index.js';
import type { CsvRecord } from './csv_records.js';
import { REPLACEMENT } from './decoded.js';
import type { Tally } from './tally.js';

/** A row of the log that can be recorded. */
export interface LogRow {
  /** Where it begins in the file, counted from 1. */
  readonly line: number;
  readonly number: string;
  readonly at: Date;
  readonly modCount: number;
  readonly actor: Actor;
  /** The row without its bookkeeping; what is unknown is absent. */
  readonly state: JsonObject;
}

/** Columns that say who changed the incident and when, not what it is. */
const BOOKKEEPING = ['number', 'sys_updated_at', 'sys_updated_by', 'sys_mod_count'];

/** The log writes this for a value that is not known. */
const UNKNOWN = '?';

/** The records that can be recorded; the others are refused. */
export async function* logRows(
  records: AsyncIterable<CsvRecord>,
  columns: readonly string[],
  tally: Tally,
): AsyncGenerator<LogRow> {
  for await (const record of records) {
    const row = 'problem' in record ? record.problem : logRow(record, columns);
    if (typeof row === 'string') tally.refuse(row, [record.line]);
    else yield row;
  }
}

/** The row, or why it is none. */
export function logRow(
  { line, values }: CsvRecord & { readonly values: readonly string[] },
  columns: readonly string[],
): LogRow | string {
  const cells = columns.map((column, i) => [column, values[i] ?? ''] as const);
  const row = new Map(cells);
  const number = row.get('number') ?? '';
  if (number === '' || number === UNKNOWN) return 'no incident number';
  const at = timeOf(row.get('sys_updated_at') ?? '');
  if (at === undefined) return 'sys_updated_at is not a date such as 29/2/2016 01:16';
  if (values.some((value) => value.includes(REPLACEMENT))) {
    return 'U+FFFD stands for a character that was lost before';
  }
  const username = row.get('sys_updated_by') ?? UNKNOWN;
  return {
    line,
    number,
    at,
    modCount: Number(row.get('sys_mod_count')) || 0,
    actor: username === UNKNOWN ? { kind: 'system' } : { kind: 'user', username },
    state: Object.fromEntries(
      cells.filter(([column, value]) => !BOOKKEEPING.includes(column) && value !== UNKNOWN),
    ),
  };
}

/** Day first, to the minute, without a zone: read as UTC. `undefined` for what is no date of the calendar. */
function timeOf(text: string): Date | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const exact = at.getUTCFullYear() === year && at.getUTCDate() === day && at.getUTCMonth() === month - 1;
  return exact && hour < 24 && minute < 60 ? at : undefined;
}
