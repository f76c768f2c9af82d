import { stringify } from 'csv-stringify/sync';
import type { Options } from 'csv-stringify/sync';
import type { ExportFormat } from '../../../services/export/export_runs.js';
import type { Language } from '../../prose/language.js';
import { COLUMNS, csvRow } from './csv_row.js';

/** How a table is written. */
export interface CsvChoice {
  /** `escape`: a text that a spreadsheet would run as a formula gets an apostrophe in front of it; `raw`: none does. */
  readonly formulas: 'escape' | 'raw';
  /** Whether it begins with a byte order mark, by which some spreadsheets know UTF-8. */
  readonly bom: boolean;
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Rows that are made at once: a call costs as much as some rows. */
const ROWS = 50;

/** RFC 4180. */
const PLAIN: Options = { record_delimiter: '\r\n' };

/** What OWASP lists and the full-width forms are in the package; a line feed is not. */
const ESCAPED: Options = {
  ...PLAIN,
  escape_formulas: true,
  cast: { string: (text) => (text.startsWith('\n') ? `'${text}` : text) },
};

/** A table with a row for each entry (N8). Only the end of the connection tells whether it is whole. */
export function csvFormat(language: Language, { formulas, bom }: CsvChoice): ExportFormat {
  const options = formulas === 'raw' ? PLAIN : ESCAPED;
  return {
    positions: true,
    proofs: false,
    first: () => (bom ? BYTE_ORDER_MARK : '') + stringify([[...COLUMNS]], PLAIN),
    *lines(entries) {
      for (let i = 0; i < entries.length; i += ROWS) {
        yield stringify(
          entries.slice(i, i + ROWS).map((one) => [...csvRow(one, language)]),
          options,
        );
      }
    },
    last: () => '',
  };
}
