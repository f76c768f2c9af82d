import { hash } from 'node:crypto';
import { isStorableId } from '../../../domain/record.js';
import type { BodyLine } from '../../request/body/body_lines.js';
import { parseJson } from '../../request/parse_json.js';
import type { NamedChangeBody } from './change_schema.js';
import { changeLine } from './change_schema.js';
import { decodeBody } from './decode_body.js';
import { unreadableBody } from './decode_request.js';
import { bodyTooLarge, invalidRequest } from './faults.js';

/** A line, as far as it can be read. */
export interface DecodedLine {
  readonly number: number;
  /** Digest of the record's name, for all of which is remembered while a body is read; absent: it names none. */
  readonly record?: string | undefined;
  /** The change, or why it is none. */
  readonly read: { readonly change: NamedChangeBody } | { readonly error: unknown };
}

/** The change that a line tells; `undefined`: the line is blank. */
export function decodeLine({ number, bytes }: BodyLine, owners: readonly string[]): DecodedLine | undefined {
  let value: unknown;
  try {
    const text = textOf(bytes);
    if (text.trim() === '') return undefined;
    value = parseJson(text);
  } catch (thrown) {
    const fault = unreadableBody(thrown);
    return { number, read: { error: fault === undefined ? thrown : invalidRequest([fault], thrown) } };
  }
  const record = recordOf(value);
  const { value: change, faults, tooLarge } = decodeBody(changeLine, value, owners);
  if (faults.length > 0) {
    return { number, record, read: { error: tooLarge ? bodyTooLarge(faults) : invalidRequest(faults) } };
  }
  // What the schema has let pass.
  return { number, record, read: { change: change as NamedChangeBody } };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalidRequest([{ pointer: '', detail: 'must be UTF-8' }], cause);
  }
}

/** Also of a change that is malformed: what comes behind it of the same record has to wait. */
function recordOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('record' in value)) return undefined;
  const { record } = value;
  if (typeof record !== 'object' || record === null || !('kind' in record) || !('id' in record))
    return undefined;
  const { kind, id } = record;
  if (typeof kind !== 'string' || typeof id !== 'string' || !isStorableId(kind) || !isStorableId(id))
    return undefined;
  return hash('sha256', JSON.stringify([kind, id]), 'base64url').slice(0, 22);
}
