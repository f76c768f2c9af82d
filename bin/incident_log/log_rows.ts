import type { Actor, JsonObject } from '../../server/index.js';
import type { RowMapper, RowValues } from '../import/rows/row_mapper.js';
import type { CsvRecord } from './csv_records.js';
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

/** The records that can be recorded; the others are refused. */
export async function* logRows(
  records: AsyncIterable<CsvRecord>,
  mapper: RowMapper,
  tally: Tally,
): AsyncGenerator<LogRow> {
  for await (const record of records) {
    const row = 'problem' in record ? record.problem : logRow(record, mapper);
    if (typeof row === 'string') tally.refuse(row, [record.line]);
    else yield row;
  }
}

/** The row, or why it is none; the mapper is that of the map `uci`. */
export function logRow(values: RowValues, mapper: RowMapper): LogRow | string {
  const row = mapper(values);
  if (typeof row === 'string') return row;
  if (row === undefined || !('state' in row.content)) return 'no state of an incident';
  const { line, id, at, actor, order, content } = row;
  return {
    ...{ line, number: id, at: new Date(at), actor },
    modCount: Number(order.at(-1)) || 0,
    state: Object.fromEntries(content.state),
  };
}
