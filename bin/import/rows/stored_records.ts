import type { ImportReport } from '../import_report.js';
import type { MappedRow, RowMapper } from './row_mapper.js';
import { sortedRows } from './row_order.js';
import type { RowStore, StoredRow } from './row_store.js';

/** A row that can be recorded, with the file it stands in. */
export interface ImportRow extends MappedRow {
  readonly file: string;
}

/** A record as the files have it. */
export interface ImportRecord {
  readonly id: string;
  /** In the order in which they are recorded; at least one. */
  readonly rows: readonly ImportRow[];
}

/** Rows and characters of one record, which have to be held together to be sorted. */
const MAX_ROWS = 50_000;
const MAX_CHARACTERS = 128 * 1024 * 1024;

const TOO_LARGE = `the record has more than ${String(MAX_ROWS)} rows or ${String(MAX_CHARACTERS)} characters`;

interface Gathered {
  rows: ImportRow[];
  count: number;
  characters: number;
}

/** The records of all rows that were stored. One that is too large is in the report, as failed. */
export async function* storedRecords(
  store: RowStore,
  files: readonly { readonly name: string; readonly mapper: RowMapper }[],
  report: ImportReport,
): AsyncGenerator<ImportRecord> {
  for await (const part of store.parts()) {
    for (const [id, { rows, count }] of await gathered(part, files)) {
      const [first] = rows;
      if (first === undefined) continue;
      if (count <= rows.length) yield { id, rows: sortedRows(rows) };
      else {
        report.skip(count, { file: first.file, line: first.line, message: TOO_LARGE });
        report.finish('failed', { recorded: 0, total: 0 });
      }
    }
  }
}

/** The rows of a part by record; of a record that is too large only the first one is kept. */
async function gathered(
  part: AsyncIterable<StoredRow>,
  files: readonly { readonly name: string; readonly mapper: RowMapper }[],
): Promise<ReadonlyMap<string, Gathered>> {
  const records = new Map<string, Gathered>();
  for await (const stored of part) {
    const file = files[stored.file];
    // It was a row when it was stored.
    const row = file?.mapper(stored);
    if (file === undefined || row === undefined || typeof row === 'string') continue;
    const record = records.get(row.id) ?? { rows: [], count: 0, characters: 0 };
    records.set(row.id, record);
    record.count += 1;
    record.characters += stored.values.reduce((sum, value) => sum + value.length, 0);
    if (record.rows.length === record.count - 1) record.rows.push({ ...row, file: file.name });
    if (record.count > MAX_ROWS || record.characters > MAX_CHARACTERS) record.rows.splice(1);
  }
  return records;
}
