import type { Json } from '../../../domain/json.js';
import { isJsonObject } from '../../../domain/json.js';
import type { ClaimedLine, ClaimedStart } from '../../../services/integrity/exported/claimed_line.js';
import { readEntry } from './read_entry.js';
import { readObject } from './read_object.js';

/**
 * A line of an export (N8), as `ndjsonFormat` writes them; `undefined`: it is none. Members that are not known are not
 * looked at.
 */
export function readLine(text: string): ClaimedLine | undefined {
  const line = readObject(text);
  if (line === undefined) return undefined;
  const { export: start, end } = line;
  if (start !== undefined) return readStart(start);
  if (end !== undefined) return readEnd(end);
  const entry = readEntry(line);
  return entry && { type: 'entry', entry };
}

function readStart(start: Json): ClaimedLine | undefined {
  if (!isJsonObject(start)) return undefined;
  const { version, space, record, filters, from, to, checkpoint } = start;
  if (version !== 1 || typeof space !== 'string' || !isJsonObject(filters)) return undefined;
  if (!isCount(from) || !isCount(to)) return undefined;
  if (checkpoint !== undefined && typeof checkpoint !== 'string') return undefined;
  const named = readRecord(record);
  if (record !== undefined && named === undefined) return undefined;
  const filtered = Object.keys(filters).length > 0;
  return { type: 'start', start: { space, record: named, filtered, from, to, checkpoint } };
}

function readRecord(record: Json | undefined): ClaimedStart['record'] {
  if (!isJsonObject(record)) return undefined;
  const { kind, id } = record;
  return typeof kind === 'string' && typeof id === 'string' ? { kind, id } : undefined;
}

function readEnd(end: Json): ClaimedLine | undefined {
  const entries = isJsonObject(end) ? end['entries'] : undefined;
  return isCount(entries) ? { type: 'end', entries } : undefined;
}

function isCount(value: Json | undefined): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
