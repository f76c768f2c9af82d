import type { HeaderSpec } from '../../route.js';
import { invalid } from '../../../services/alerts/alert_fault.js';
import type { Preconditions } from '../../../services/alerts/alert_preconditions.js';

/** The header, for the routes that take it. */
export const IF_MATCH: Readonly<Record<string, HeaderSpec>> = {
  'If-Match': { description: 'Only if it still has this `ETag`.' },
};

const MAX_ENTITY_TAGS = 100;
const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;

/**
 * The versions an `If-Match` header names; `any` for `*`. Weak tags never match, so they name none (C10.1).
 * @throws INVALID_REQUEST when it is no list of entity tags, or a longer one than anybody needs
 */
export function parseIfMatch(header: string | undefined): Preconditions['ifMatch'] {
  if (header === undefined) return undefined;
  if (header.trim() === '*') return 'any';
  // Commas inside a tag do not separate: versions are digits, so such a tag matches nothing anyway.
  const tags = header.match(/(?:W\/)?"[^"]*"|[^,\s]+/g) ?? [];
  const parts = tags.slice(0, MAX_ENTITY_TAGS).map((tag) => ENTITY_TAG.exec(tag));
  if (parts.length === 0 || tags.length > MAX_ENTITY_TAGS || parts.includes(null))
    throw invalid({ fault: 'parameter', name: 'If-Match' });
  return parts.flatMap((part) => (part?.[1] === undefined && part?.[2] !== undefined ? [part[2]] : []));
}
