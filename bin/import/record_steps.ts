import type { JsonObject } from '../../server/index.js';
import type { FieldChange, MappedRow } from './rows/row_mapper.js';

/** What a row changes. */
export interface Step<Row extends MappedRow = MappedRow> {
  readonly row: Row;
  /** Place of the row among those of the record, from 0. */
  readonly position: number;
  /** Absent: the record is new, and `after` is its first state. */
  readonly before?: JsonObject;
  readonly after: JsonObject;
  /** How many entries it makes; 0 where it is only told of because it is stale. */
  readonly entries: number;
  /** The row says another value before than the row before it has left. */
  readonly stale: boolean;
}

type State = ReadonlyMap<string, string>;

/** What the rows of one record change, in their order; a row that changes nothing is passed over. */
export function* recordSteps<Row extends MappedRow>(rows: readonly Row[]): Generator<Step<Row>> {
  let before: State | undefined;
  const state = stateBefore(rows);
  for (const [position, row] of rows.entries()) {
    const { content } = row;
    if ('state' in content) {
      const entries = before === undefined ? 1 : differences(before, content.state);
      const [old, after] = [before && Object.fromEntries(before), Object.fromEntries(content.state)];
      if (entries > 0) {
        yield {
          ...{ row, position, after, entries, stale: false },
          ...(old !== undefined && { before: old }),
        };
      }
      before = content.state;
    } else {
      const step = changeStep(state, content, position === 0);
      if (step.entries > 0 || step.stale) yield { row, position, ...step };
    }
  }
}

/** The change of one field of the state, which becomes what it is afterwards. The first one tells all of the state. */
function changeStep(
  state: Map<string, string>,
  { field, old, new: value }: FieldChange,
  first: boolean,
): Pick<Step, 'after' | 'entries' | 'stale'> & { readonly before: JsonObject } {
  const running = state.get(field);
  const shown = (): JsonObject => (first ? Object.fromEntries(state) : one(field, state.get(field)));
  const before = shown();
  if (value === undefined) state.delete(field);
  else state.set(field, value);
  const entries = (running === value ? 0 : 1) + (first ? 1 : 0);
  return { before, after: shown(), entries, stale: old !== undefined && old !== running };
}

function one(field: string, value: string | undefined): JsonObject {
  return value === undefined ? {} : Object.fromEntries([[field, value]]);
}

/** What the record was before its first row: of every field what its first change says of the value before. */
function stateBefore(rows: readonly MappedRow[]): Map<string, string> {
  const seen = new Set<string>();
  const state = new Map<string, string>();
  for (const { content } of rows) {
    if ('state' in content || seen.has(content.field)) continue;
    seen.add(content.field);
    if (content.old !== undefined) state.set(content.field, content.old);
  }
  return state;
}

/** How many fields differ. */
function differences(a: State, b: State): number {
  return [...new Set([...a.keys(), ...b.keys()])].filter((field) => a.get(field) !== b.get(field)).length;
}
