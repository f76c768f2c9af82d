import { parse } from 'csv-parse/sync';
import type { LineReader } from './line_reader.js';
import type { Line } from './lines.js';
import { MAX_CHARACTERS } from './lines.js';

/** What stands in one row of the file, or why it cannot be read. */
export type CsvRecord = { readonly line: number } & (
  { readonly values: readonly string[] } | { readonly problem: string }
);

/** How the rows of a file are written. */
export interface CsvShape {
  readonly delimiter: string;
  readonly width: number;
  /** Whether values of that width, found inside a quoted value, are a row that an open quote has swallowed. */
  readonly isRow: (values: readonly string[]) => boolean;
}

const QUOTE = '"';

/**
 * The rows of the file that are not blank. A quoted value may go over lines. Where that makes no row, its quote
 * counts as never closed: it costs the row it stands in, and the lines after it are read as what they are.
 */
export async function* csvRecords(lines: LineReader, shape: CsvShape): AsyncGenerator<CsvRecord> {
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    if (/^ *$/.test(line.text) && !line.tooLong) continue;
    yield line.tooLong || !line.text.includes(QUOTE)
      ? unquotedRecord(line, shape)
      : await quotedRecord(line, lines, shape);
  }
}

/** The values of one row; `undefined` when its quotes are broken. */
export function csvValues(text: string, delimiter: string): readonly string[] | undefined {
  if (!text.includes(QUOTE)) return text.split(delimiter);
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: 0,
    });
    return records.length === 1 ? records[0] : undefined;
  } catch {
    return undefined;
  }
}

function unquotedRecord(line: Line, shape: CsvShape): CsvRecord {
  if (line.tooLong) return { line: line.number, problem: `longer than ${String(MAX_CHARACTERS)} characters` };
  return record(line, line.text.split(shape.delimiter), shape);
}

async function quotedRecord(first: Line, lines: LineReader, shape: CsvShape): Promise<CsvRecord> {
  const { more, closed } = await restOfQuoted(first, lines);
  const values = closed ? csvValues(textOf([first, ...more]), shape.delimiter) : undefined;
  const swallowed = values === undefined ? 0 : more.filter((line) => isRow(line, shape)).length;
  if (values !== undefined && swallowed === 0) return record(first, values, shape);
  if (values?.length === shape.width) {
    // Well-formed, so its lines are not read as rows: whoever writes a value must not be able to write rows.
    const problem = `a quoted value holds ${String(swallowed)} lines that are rows; is its quote closed too late?`;
    return { line: first.number, problem };
  }
  lines.putBack(more);
  return {
    line: first.number,
    problem: closed && more.length === 0 ? 'broken quotes' : 'a quote that is never closed, or broken quotes',
  };
}

/** The lines up to that which closes the quote that `first` leaves open; not `closed` when there is none. */
async function restOfQuoted(
  first: Line,
  lines: LineReader,
): Promise<{ readonly more: readonly Line[]; readonly closed: boolean }> {
  const more: Line[] = [];
  let open = leavesOpen(first);
  for (let size = first.text.length; open;) {
    const next = await lines.next();
    if (next === undefined) return { more, closed: false };
    more.push(next);
    size += next.text.length;
    if (next.tooLong || size > MAX_CHARACTERS) return { more, closed: false };
    if (leavesOpen(next)) open = false;
  }
  return { more, closed: true };
}

/** Whether the line has an odd number of quotes: it opens one that it does not close, or the other way round. */
function leavesOpen({ text }: Line): boolean {
  let odd = false;
  for (let at = text.indexOf(QUOTE); at >= 0; at = text.indexOf(QUOTE, at + 1)) odd = !odd;
  return odd;
}

function isRow({ text }: Line, shape: CsvShape): boolean {
  const values = csvValues(text, shape.delimiter);
  return values?.length === shape.width && shape.isRow(values);
}

function textOf(lines: readonly Line[]): string {
  return lines.map(({ text, end }, i) => (i === lines.length - 1 ? text : text + end)).join('');
}

function record({ number: line }: Line, values: readonly string[], { width }: CsvShape): CsvRecord {
  if (values.length === width) return { line, values };
  return { line, problem: `${String(values.length)} columns, the header has ${String(width)}` };
}
