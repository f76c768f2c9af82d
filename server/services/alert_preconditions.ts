import { ActivityError } from '../domain/errors.js';
import type { RecordHead } from '../domain/record.js';
import { versionOf } from './alert_fields.js';

/** What a writer must have seen (C10.1); without either, the last writer wins per field. */
export interface Preconditions {
  /** Versions of the `If-Match` header; `any`: the alert exists. */
  readonly ifMatch?: readonly string[] | 'any' | undefined;
  /** The version of the body. */
  readonly version?: number | undefined;
}

/**
 * Passes when the alert is as the writer saw it.
 * @throws PRECONDITION_FAILED for the header, VERSION_CONFLICT for the body's version
 */
export function ensureSeen(head: RecordHead, { ifMatch, version }: Preconditions): void {
  const now = versionOf(head);
  if (ifMatch !== undefined && ifMatch !== 'any' && !ifMatch.includes(String(now))) {
    throw new ActivityError('PRECONDITION_FAILED', 'If-Match does not name the version of the alert.');
  }
  if (version !== undefined && version !== now) {
    throw new ActivityError('VERSION_CONFLICT', 'The alert is not at the version of the request.');
  }
}
