import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { Actor, JsonObject } from '../server/index.js';

/** How many rows were read, and why some of them were not recorded. */
export interface Tally {
  rows: number;
  /** Rows per reason. */
  readonly refused: Map<string, number>;
}

/** One incident of the log: the states it went through, oldest first. */
export interface Incident {
  readonly number: string;
  readonly steps: readonly Step[];
}

interface Step {
  readonly state: JsonObject;
  readonly actor: Actor;
  readonly at: Date;
}

type Row = Readonly<Record<string, string>>;

/** Columns that say who changed the incident and when, not what it is. */
const BOOKKEEPING = ['number', 'sys_updated_at', 'sys_updated_by', 'sys_mod_count'];

/** The log writes this for a value that is not known. */
const UNKNOWN = '?';

/** Counts refused rows under their reason. */
export function refuse({ refused }: Tally, reason: string, rows = 1): void {
  refused.set(reason, (refused.get(reason) ?? 0) + rows);
}

/** How many fields differ between two states. */
export function differences(before: JsonObject, after: JsonObject): number {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => before[field] !== after[field]).length;
}

/**
 * Streams the incidents of a CSV log; `.gz` is unpacked. Rows of one incident must stand together; in time
 * order they need not be: they are sorted by time, ties by `sys_mod_count`, then by their place in the file.
 * @param onBytes told how many bytes of the file have been read
 */
export async function* readIncidents(
  file: string,
  tally: Tally,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Incident> {
  const source = createReadStream(file);
  const done = new Set<string>();
  let rows: Row[] = [];
  for await (const row of rowsOf(file, source, tally)) {
    const first = rows[0];
    if (first !== undefined && first['number'] !== row['number']) {
      yield incidentOf(first, rows);
      done.add(numberOf(first));
      rows = [];
      onBytes(source.bytesRead);
    }
    if (done.has(numberOf(row))) refuse(tally, 'rows of the incident do not stand together in the log');
    else rows.push(row);
  }
  const first = rows[0];
  if (first !== undefined) yield incidentOf(first, rows);
}

/** Well-formed rows: a number, a time, and as many columns as the header. */
async function* rowsOf(
  file: string,
  source: ReturnType<typeof createReadStream>,
  tally: Tally,
): AsyncGenerator<Row> {
  const parser = parse({ columns: true, bom: true, skip_records_with_error: true });
  parser.on('skip', () => {
    tally.rows += 1;
    refuse(tally, 'not a row of the log: wrong number of columns or broken quotes');
  });
  const text = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  for (const stream of [source, text]) stream.on('error', (error: Error) => parser.destroy(error));
  // With `columns`, every record is an object of strings.
  for await (const row of text.pipe(parser) as AsyncIterable<Row>) {
    tally.rows += 1;
    if (numberOf(row) === '' || numberOf(row) === UNKNOWN) refuse(tally, 'no incident number');
    else if (timeOf(row) === undefined) refuse(tally, 'sys_updated_at is not a date such as 29/2/2016 01:16');
    else yield row;
  }
}

function incidentOf(first: Row, rows: readonly Row[]): Incident {
  const steps = rows
    .map((row) => ({ row, at: timeOf(row) ?? new Date(NaN), mod: Number(row['sys_mod_count']) || 0 }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.mod - b.mod)
    .map(({ row, at }) => ({ state: stateOf(row), actor: actorOf(row), at }));
  return { number: numberOf(first), steps };
}

function numberOf(row: Row): string {
  return row['number'] ?? '';
}

/** The row without its bookkeeping; what is unknown is absent. */
function stateOf(row: Row): JsonObject {
  return Object.fromEntries(
    Object.entries(row).filter(([column, value]) => !BOOKKEEPING.includes(column) && value !== UNKNOWN),
  );
}

function actorOf(row: Row): Actor {
  const username = row['sys_updated_by'] ?? UNKNOWN;
  return username === UNKNOWN ? { kind: 'system' } : { kind: 'user', username };
}

/** Day first, to the minute, without a zone: read as UTC. `undefined` for what is no date of the calendar. */
function timeOf(row: Row): Date | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/.exec(row['sys_updated_at'] ?? '');
  if (match === null) return undefined;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const exact = at.getUTCDate() === day && at.getUTCMonth() === month - 1 && hour < 24 && minute < 60;
  return exact ? at : undefined;
}
