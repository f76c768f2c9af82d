import type { Actor } from '../../../server/index.js';
import type { CsvRecord } from '../../incident_log/csv_records.js';
import { REPLACEMENT } from '../../incident_log/decoded.js';
import type { ChangeColumns, ImportMap } from '../map_schema.js';
import { timeReader } from '../time/time_reader.js';

/** A row that can be recorded. */
export interface MappedRow {
  /** Where it begins in the file, counted from 1. */
  readonly line: number;
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly actor: Actor;
  /** What the columns of `order` hold, in their order: times as numbers. */
  readonly order: readonly (string | number)[];
  readonly content: RowContent;
}

/** The fields of the record at that time, or the change of one of them; what is unknown is absent. */
type RowContent = { readonly state: ReadonlyMap<string, string> } | FieldChange;

/** One field of a record gets another value. */
export interface FieldChange {
  readonly field: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

/** A row of a file as its values. */
export type RowValues = CsvRecord & { readonly values: readonly string[] };

/** Reads rows as a map says: the row, or why it is none; `undefined` for one that the map leaves out. */
export type RowMapper = (row: RowValues) => MappedRow | string | undefined;

/** Columns that have to be there. */
export function columnsNeeded(map: ImportMap): readonly string[] {
  const { record, at, actor, fields = {}, changes, order } = map;
  const content = changes === 'snapshot' ? Object.keys(fields) : columnsOf(changes.rows);
  const who = actor.column === undefined ? [] : [actor.column];
  return [...new Set([record.id, at.column, ...who, ...content, ...order])];
}

function columnsOf({ field, old, new: after }: ChangeColumns): readonly string[] {
  return old === undefined ? [field, after] : [field, old, after];
}

/** A mapper of rows of a file with these columns. */
export function rowMapper(map: ImportMap, columns: readonly string[]): RowMapper {
  const { record, actor, order } = map;
  const times = timeReader(map.at);
  const unknown = new Set(map.unknown);
  const place = (column: string): number => columns.indexOf(column);
  const [idAt, timeAt] = [place(record.id), place(map.at.column)];
  const actorAt = actor.column === undefined ? undefined : place(actor.column);
  const orderAt = order.map(place);
  const contentOf = contentReader(map, columns, unknown);
  return ({ line, values }) => {
    const value = (at: number): string => values[at] ?? '';
    const id = value(idAt);
    if (id === '' || unknown.has(id)) return `no ${record.kind} ${record.id}`;
    const at = times.read(value(timeAt));
    if (at === undefined) return `${map.at.column} is not a date such as ${times.example}`;
    if (values.some((one) => one.includes(REPLACEMENT))) {
      return 'U+FFFD stands for a character that was lost before';
    }
    const content = contentOf(values);
    if (content === undefined || typeof content === 'string') return content;
    return {
      ...{ line, id, at, content },
      actor: actorAt === undefined ? literalActor(actor) : namedActor(value(actorAt), actor, unknown),
      order: orderAt.map((one) => (one === timeAt ? at : value(one))),
    };
  };
}

type ContentReader = (values: readonly string[]) => RowContent | string | undefined;

function contentReader(
  map: ImportMap,
  columns: readonly string[],
  unknown: ReadonlySet<string>,
): ContentReader {
  const known = (value: string | undefined): string | undefined =>
    value === undefined || unknown.has(value) ? undefined : value;
  if (map.changes === 'snapshot') {
    const fields = fieldsOf(map, columns);
    return (values) => {
      const state = new Map<string, string>();
      for (const [at, field] of fields) {
        const value = known(values[at]);
        if (value !== undefined) state.set(field, value);
      }
      return { state };
    };
  }
  const { rows } = map.changes;
  const [fieldAt, newAt] = [columns.indexOf(rows.field), columns.indexOf(rows.new)];
  const oldAt = rows.old === undefined ? -1 : columns.indexOf(rows.old);
  const names = map.fields === undefined ? undefined : new Map(Object.entries(map.fields));
  return (values) => {
    const named = values[fieldAt] ?? '';
    if (named === '' || unknown.has(named)) return `no ${rows.field}`;
    const field = names === undefined ? named : names.get(named);
    return field === undefined ? undefined : { field, old: known(values[oldAt]), new: known(values[newAt]) };
  };
}

/** Places of the columns that are recorded, each with its field. */
function fieldsOf(map: ImportMap, columns: readonly string[]): readonly (readonly [number, string])[] {
  if (map.fields !== undefined) {
    return Object.entries(map.fields).map(([column, field]) => [columns.indexOf(column), field]);
  }
  const named = new Set(columnsNeeded(map));
  return columns.flatMap((column, at) => (named.has(column) ? [] : [[at, column] as const]));
}

function namedActor(name: string, { kind }: ImportMap['actor'], unknown: ReadonlySet<string>): Actor {
  return unknown.has(name) ? { kind: 'system' } : { kind, username: name };
}

function literalActor({ column: _column, ...actor }: ImportMap['actor']): Actor {
  return actor;
}
