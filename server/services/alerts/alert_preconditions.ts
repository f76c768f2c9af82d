import { ActivityError } from '../../domain/errors.js';

/** What a writer must have seen (C10.1); without either, the last writer wins per field. */
export interface Preconditions {
  /** Versions of the `If-Match` header; `any`: it exists. */
  readonly ifMatch?: readonly string[] | 'any' | undefined;
  /** The version of the body. */
  readonly version?: number | undefined;
}

/**
 * Passes when an alert or a comment of this version is as the writer saw it.
 * @throws PRECONDITION_FAILED for the header, VERSION_CONFLICT for the body's version
 */
export function ensureSeen(now: number, { ifMatch, version }: Preconditions): void {
  if (ifMatch !== undefined && ifMatch !== 'any' && !ifMatch.includes(String(now))) {
    throw new ActivityError('PRECONDITION_FAILED', 'If-Match does not name the version.');
  }
  if (version !== undefined && version !== now) {
    throw new ActivityError('VERSION_CONFLICT', 'It is not at the version of the request.');
  }
}
