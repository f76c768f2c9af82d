import type { MappedRow } from './row_mapper.js';

/** Rows of one record in the order in which they are recorded; rows that tie keep theirs. */
export function sortedRows<Row extends MappedRow>(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => (a.order.length === 0 ? a.at - b.at : byColumns(a.order, b.order)));
}

function byColumns(a: MappedRow['order'], b: MappedRow['order']): number {
  for (const [i, value] of a.entries()) {
    const difference = compared(value, b[i] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers as numbers, before all other texts. */
function compared(a: string | number, b: string | number): number {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return left - right;
  if (left !== undefined || right !== undefined) return left === undefined ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function numberOf(value: string | number): number | undefined {
  if (typeof value === 'number') return value;
  return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}
