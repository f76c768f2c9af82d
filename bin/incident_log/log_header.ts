import { csvValues } from './csv_records.js';
import { FileFault } from './file_fault.js';
import type { LineReader } from './line_reader.js';

/** The columns of a log, by place, and what stands between them. */
export interface LogHeader {
  readonly columns: readonly string[];
  readonly delimiter: string;
}

const DELIMITERS = [',', ';', '\t'];

/** How much of a line that is no header is repeated. */
const EXCERPT = 80;

/**
 * Reads the first line that is not blank.
 * @param required columns that have to be there
 * @throws FileFault with all that is wrong with it
 */
export async function readHeader(lines: LineReader, required: readonly string[]): Promise<LogHeader> {
  let line = await lines.next();
  while (line !== undefined && !line.tooLong && line.text.trim() === '') line = await lines.next();
  if (line === undefined) {
    lines.failIfBroken();
    throw new FileFault('is empty');
  }
  const { text, number, tooLong } = line;
  const problems = tooLong ? ['is too long'] : [];
  const header = tooLong ? undefined : likeliestHeader(text, required);
  if (/[\0\uFFFD]/.test(text)) {
    problems.push(
      'holds characters that are not those of a text; is it UTF-16 (then say --encoding utf-16le), or no CSV file at all?',
    );
  } else if (header !== undefined) problems.push(...faultsOf(header, text, required));
  else if (!tooLong) problems.push('has broken quotes, or one that is never closed');
  if (header !== undefined && problems.length === 0) return header;
  throw new FileFault(`line ${String(number)}: the header ${problems.join('; it ')}`);
}

/** The line divided in the way that gives most of the columns that there have to be, or else most columns. */
function likeliestHeader(text: string, required: readonly string[]): LogHeader | undefined {
  const [best] = DELIMITERS.flatMap((delimiter) => {
    const columns = csvValues(text, delimiter)?.map((column) => column.trim());
    return columns === undefined ? [] : [{ columns, delimiter }];
  }).sort((a, b) => found(b, required) - found(a, required) || b.columns.length - a.columns.length);
  return best;
}

function found({ columns }: LogHeader, required: readonly string[]): number {
  return required.filter((column) => columns.includes(column)).length;
}

function faultsOf({ columns }: LogHeader, text: string, required: readonly string[]): readonly string[] {
  const missing = required.filter((column) => !columns.includes(column));
  const doubled = [...new Set(columns.filter((column, i) => column !== '' && columns.indexOf(column) < i))];
  const nameless = columns.flatMap((column, i) => (column === '' ? [String(i + 1)] : []));
  const excerpt = JSON.stringify(text.length > EXCERPT ? `${text.slice(0, EXCERPT)}...` : text);
  return [
    ...(missing.length > 0 ? [`lacks ${missing.join(', ')} (the line is ${excerpt})`] : []),
    ...(doubled.length > 0 ? [`names more than once ${doubled.join(', ')}`] : []),
    ...(nameless.length > 0 ? [`has no name for column ${nameless.join(', ')}`] : []),
  ];
}
