import { invalid } from '../../services/alert_fault.js';
import type { Preconditions } from '../../services/alert_preconditions.js';

const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/**
 * The versions an `If-Match` header names; `any` for `*`. Weak tags never match, so they name none (C10.1).
 * @throws INVALID_REQUEST when it is no list of entity tags
 */
export function parseIfMatch(header: string | undefined): Preconditions['ifMatch'] {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return 'any';
  // Commas inside a tag do not separate: versions are digits, so such a tag matches nothing anyway.
  const parts = (header.match(/(?:W\/)?"[^"]*"|[^,\s]+/g) ?? []).map((part) => ENTITY_TAG.exec(part));
  if (parts.length === 0 || parts.includes(null)) throw invalid({ fault: 'parameter', name: 'If-Match' });
  return parts.flatMap((part) => (part?.[1] === undefined && part?.[2] !== undefined ? [part[2]] : []));
}
