import { availableParallelism } from 'node:os';

/** A Markdown table; the first column is text, the others are aligned to the right. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Prints how the figures were made: the command line, node, the processors and the engines. */
export function printSetting(engines: readonly string[]): void {
  const command = ['npm run bench --', ...process.argv.slice(2)].join(' ');
  const machine = `node ${process.version}, ${String(availableParallelism())} processors`;
  console.log(`    ${command}\n\n${machine}; ${engines.join(', ')}`);
}

/** Prints a table. */
export function printTable({ title, columns, rows }: Table): void {
  const widths = columns.map((name, i) =>
    Math.max(name.length, 4, ...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => pad(cells[i] ?? '', width, i)).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  console.log(
    ['', `**${title}**`, '', line(columns), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n'),
  );
}

/** Three significant digits, but never an exponent. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

/** A ratio such as `1.08x`. */
export function times(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(2)}x` : '-';
}

/** Bytes as MB, a million each. */
export function megabytes(bytes: number): string {
  return figure(bytes / 1e6);
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
