import { CommandFailure, EXIT } from '../../exit.js';
import { csvRecords } from '../../incident_log/csv_records.js';
import { FileFault } from '../../incident_log/file_fault.js';
import { fileText } from '../../incident_log/file_text.js';
import { LineReader } from '../../incident_log/line_reader.js';
import { linesOf } from '../../incident_log/lines.js';
import { readHeader } from '../../incident_log/log_header.js';
import type { StopSignal } from '../../stop_signal.js';
import type { ImportReport } from '../import_report.js';
import type { ImportMap } from '../map_schema.js';
import type { RowMapper } from './row_mapper.js';
import { columnsNeeded, rowMapper } from './row_mapper.js';
import type { RowStore } from './row_store.js';

/** What reading files needs. */
interface Reading {
  readonly map: ImportMap;
  readonly store: RowStore;
  readonly report: ImportReport;
  readonly encoding: string | undefined;
  readonly stop: StopSignal;
  /** Told how many bytes of all files have been read. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Reads all files to their ends, or until a signal comes, into the store; what cannot be recorded is in the report.
 * Answers a mapper of each file's rows.
 * @throws CommandFailure when a file cannot be read, breaks off, or is not what the map says
 */
export async function readFiles(files: readonly string[], reading: Reading): Promise<readonly RowMapper[]> {
  const mappers: RowMapper[] = [];
  let [before, read] = [0, 0];
  const onBytes = (bytes: number): void => {
    read = bytes;
    reading.onBytes(before + bytes);
  };
  for (const [file, path] of files.entries()) {
    try {
      mappers.push(await readFile({ file, path }, { ...reading, onBytes }));
      before += read;
    } catch (error) {
      throw error instanceof FileFault ? failureOf(path, error) : error;
    }
  }
  return mappers;
}

async function readFile(
  { file, path }: { readonly file: number; readonly path: string },
  { map, store, report, encoding, stop, onBytes }: Reading,
): Promise<RowMapper> {
  const lines = new LineReader(linesOf(fileText(path, { encoding, onBytes })));
  try {
    const { columns, delimiter } = await readHeader(lines, columnsNeeded(map));
    const mapper = rowMapper(map, columns);
    const isRow = (values: readonly string[]): boolean => typeof mapper({ line: 0, values }) !== 'string';
    for await (const record of csvRecords(lines, { delimiter, width: columns.length, isRow })) {
      if (stop.received() !== undefined) break;
      report.readRow();
      const row = 'problem' in record ? record.problem : mapper(record);
      if (typeof row === 'string') report.refuse({ file: path, line: record.line, message: row });
      else if (row === undefined) report.leaveOut();
      else if ('values' in record)
        await store.add(row.id, { file, line: record.line, values: record.values });
    }
    lines.failIfBroken();
    return mapper;
  } finally {
    await lines.close();
  }
}

function failureOf(path: string, fault: FileFault): CommandFailure {
  const code = fault.place === 'unreadable' ? EXIT.noInput : EXIT.data;
  return new CommandFailure(code, `${path}: ${fault.problem}; nothing was recorded`, { cause: fault });
}
