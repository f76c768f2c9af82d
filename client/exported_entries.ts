import type { NativeEntry } from '../common/native.js';
import type { NativeExportEnd } from '../common/native_export.js';
import { linesOf } from './exported_lines.js';
import { UnexpectedAnswer } from './history_problem.js';
import type { ListRequest } from './pages.js';
import type { Answer } from './wire_checks.js';
import { isObject } from './wire_checks.js';

/** Entries of an export; what is returned is what its last line says. */
export type ExportedEntries = AsyncGenerator<NativeEntry, NativeExportEnd['end'], undefined>;

/**
 * The entries of an export (N8), one by one as they come: whatever its size, little of it is held. Returns what its last
 * line says: how many they were, and the query of what comes later.
 * @throws HistoryProblem; UnexpectedAnswer, at the latest at the end where the export is not whole
 */
export async function* exportedEntries({ connection, path, query, signal }: ListRequest): ExportedEntries {
  let [isBegun, entries]: [boolean, number] = [false, 0];
  let end: NativeExportEnd['end'] | undefined;
  for await (const line of linesOf(
    connection.chunks(path + query, { type: 'application/x-ndjson', signal }),
  )) {
    const value = parsed(line);
    if (!isBegun) {
      if (!isObject(value['export'])) throw notWhole();
      isBegun = true;
    } else if (end !== undefined) {
      throw notWhole();
    } else if (isObject(value['end'])) {
      // The seam to what the wire types say: the contract's own tests hold the server to them.
      end = value['end'] as unknown as NativeExportEnd['end'];
    } else {
      entries += 1;
      yield value as unknown as NativeEntry;
    }
  }
  if (end?.entries !== entries) throw notWhole();
  return end;
}

function parsed(line: string): Answer {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Told below, as of any other line that is none.
  }
  throw new UnexpectedAnswer('A line of the answer is no JSON object.');
}

function notWhole(): UnexpectedAnswer {
  return new UnexpectedAnswer('The export is not whole.');
}
