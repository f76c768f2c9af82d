import { EventLoopTurns } from '../../domain/event_loop_turns.js';
import type { JsonObject } from '../../domain/json.js';
import type { RecordHead } from '../../domain/record.js';
import type { EntrySeal, ProvableEntry } from '../history/entry_seals.js';
import type { SpaceFilter } from '../history/space_filter.js';

/** An entry that is exported, with its position where that is known. */
export interface ExportedEntry extends ProvableEntry {
  /** What proves it, where that is asked for (N8). */
  readonly seal?: EntrySeal | undefined;
  /** Hashes that lead from it to the export's checkpoint, lowest first. */
  readonly path?: readonly Uint8Array[] | undefined;
}

/** What an export is of, fixed when it starts (N8). */
export interface ExportScope {
  readonly space: string;
  /** Absent: all of the space. */
  readonly record?: { readonly kind: string; readonly id: string; readonly owner: string } | undefined;
  /** As they were asked for. */
  readonly filters: JsonObject;
  /** `seq` of a record or positions of a space: from this one up to but without `to`. */
  readonly from: number;
  readonly to: number;
}

/** Entries to be exported. */
export interface ExportSource {
  readonly scope: ExportScope;
  /** How long what is exported was: the newest `seq` of the record, the size of the space's log. */
  readonly head: number;
  /**
   * The entries in their order, in portions that are read when they are asked for, so that memory stays the same;
   * some are empty. `positions`: whether those of a record's entries have to be known.
   */
  readonly portions: (positions: boolean) => AsyncIterable<readonly ExportedEntry[]>;
}

/** Entries that are looked for at once. */
export const PORTION = 500;

/** Of all exports together: each alone may hold the event loop for as long. */
export const TURNS = new EventLoopTurns();

/** Whether entries of the record may be exported; asked again for each portion. */
export type Sees = (head: RecordHead) => boolean;

/** The filter as JSON, without what is not asked for. */
export function filtersJson(filter: SpaceFilter): JsonObject {
  const { types, fields, actors, actorKinds, kinds, owners, from, to, q } = filter;
  const given = {
    ...{ types, fields, actors, actorKinds, kinds, owners },
    ...{ from: from?.toISOString(), to: to?.toISOString(), q },
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
