import type { Actor, JsonObject } from '../../server/index.js';
import { loadMap } from '../import/load_map.js';
import { rowMapper } from '../import/rows/row_mapper.js';
import { csvRecords } from './csv_records.js';
import type { FileTextOptions } from './file_text.js';
import { fileText } from './file_text.js';
import { LineReader } from './line_reader.js';
import { linesOf } from './lines.js';
import { readHeader } from './log_header.js';
import type { LogRow } from './log_rows.js';
import { logRow, logRows } from './log_rows.js';
import type { Tally } from './tally.js';

/** One incident of the log: the states it went through, oldest first. */
export interface Incident {
  readonly number: string;
  readonly steps: readonly Step[];
}

interface Step {
  readonly state: JsonObject;
  readonly actor: Actor;
  readonly at: Date;
  /** The line of the file that says so. */
  readonly line: number;
}

/** Without these, nobody knows which incident changed, when, and by whom. */
const REQUIRED = ['number', 'sys_updated_at', 'sys_updated_by'];

/** Rows of one incident, which have to be held together to be sorted. */
const MAX_ROWS_OF_INCIDENT = 10_000;

const NOT_TOGETHER = 'rows of the incident do not stand together in the log';
const TOO_MANY = `more than ${String(MAX_ROWS_OF_INCIDENT)} rows of one incident`;
const BROKEN_OFF = 'the file breaks off within the incident';

/**
 * Opens a CSV log, reads its header, and answers its incidents as a stream. Rows of one incident must stand
 * together; in time order they need not be: they are sorted by time, ties by `sys_mod_count`, then by their place
 * in the file. Every row is in an incident or refused in `tally`.
 * @throws FileFault when there is no such log; also while it is read, after the last incident that is whole
 */
export async function openIncidentLog(
  file: string,
  tally: Tally,
  options: FileTextOptions = {},
): Promise<AsyncGenerator<Incident>> {
  const lines = new LineReader(linesOf(fileText(file, options)));
  const { columns, delimiter } = await readHeader(lines, REQUIRED);
  const mapper = rowMapper(await loadMap('uci'), columns);
  const isRow = (values: readonly string[]): boolean =>
    typeof logRow({ line: 0, values }, mapper) !== 'string';
  const records = csvRecords(lines, { delimiter, width: columns.length, isRow });
  return incidentsOf(logRows(records, mapper, tally), lines, tally);
}

async function* incidentsOf(
  rows: AsyncIterable<LogRow>,
  lines: LineReader,
  tally: Tally,
): AsyncGenerator<Incident> {
  /** Why further rows of an incident are refused. */
  const done = new Map<string, string>();
  let open: LogRow[] = [];
  try {
    for await (const row of rows) {
      const number = open[0]?.number;
      if (number !== undefined && number !== row.number) {
        yield incidentOf(number, open);
        done.set(number, NOT_TOGETHER);
        open = [];
      }
      const reason = done.get(row.number);
      if (reason === undefined) open.push(row);
      else tally.refuse(reason, [row.line]);
      if (open.length > MAX_ROWS_OF_INCIDENT) {
        tally.refuse(TOO_MANY, linesOfRows(open));
        done.set(row.number, TOO_MANY);
        open = [];
      }
    }
    failIfBrokenWithin(open, lines, tally);
    const number = open[0]?.number;
    if (number !== undefined) yield incidentOf(number, open);
  } finally {
    await lines.close();
  }
}

/** What was open at the end is whole only where the file is: rows that are missing might come first in time. */
function failIfBrokenWithin(open: readonly LogRow[], lines: LineReader, tally: Tally): void {
  try {
    lines.failIfBroken();
  } catch (error) {
    if (open.length > 0) tally.refuse(BROKEN_OFF, linesOfRows(open));
    throw error;
  }
}

function linesOfRows(rows: readonly LogRow[]): readonly number[] {
  return rows.map(({ line }) => line);
}

function incidentOf(number: string, rows: readonly LogRow[]): Incident {
  const steps = rows
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.modCount - b.modCount)
    .map(({ state, actor, at, line }) => ({ state, actor, at, line }));
  return { number, steps };
}
